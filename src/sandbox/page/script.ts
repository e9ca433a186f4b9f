/// <reference lib="dom" />
// The script of the page in the browser. It is written here as a function, so that it is checked like everything else, and
// sent as its text: it may use nothing from outside itself.

function run(): void {
  const notice = document.querySelector<HTMLElement>("#notice");
  const dialog = document.querySelector<HTMLDialogElement>("#detail");
  const content = document.querySelector<HTMLElement>("#detail-content");
  if (notice === null || dialog === null || content === null) return;

  const say = (text: string): void => {
    notice.textContent = text;
    notice.hidden = text === "";
  };

  /** Tells those who cannot see the page what happened on it. */
  const done = (text: string): void => {
    const status = document.querySelector("#done");
    if (status) status.textContent = text;
  };

  // Not `element.id`: in a form with a field of that name it is the field.
  const idOf = (node: Node): string => (node instanceof Element ? (node.getAttribute("id") ?? "") : "");

  /** Makes `old` look like `fresh`, keeping what did not change: the focus, what was opened and what was typed. */
  const morph = (old: Element, fresh: Element): void => {
    for (const { name } of [...old.attributes]) {
      if (name !== "open" && name !== "class" && !fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    // Entries come and go at either end of a list: by their ids they stay themselves.
    const known = new Map([...old.children].map((child) => [idOf(child), child]));
    let at = old.firstChild;
    for (const node of [...fresh.childNodes]) {
      const id = idOf(node);
      const same = id === "" ? undefined : known.get(id);
      if (same !== undefined && same !== at) {
        old.insertBefore(same, at);
        at = same;
      }
      if (at === null || at.nodeName !== node.nodeName || idOf(at) !== id) {
        if (node instanceof HTMLLIElement) node.classList.add("arrived");
        old.insertBefore(node, at);
        continue;
      }
      if (at instanceof Element) morph(at, node as Element);
      else if (at.nodeValue !== node.nodeValue) at.nodeValue = node.nodeValue;
      at = at.nextSibling;
    }
    while (at !== null) {
      const next: ChildNode | null = at.nextSibling;
      at.remove();
      at = next;
    }
  };

  /** Id of the card that the last act was about, until something else is done. */
  let acted = "";
  document.addEventListener("pointerdown", () => {
    acted = "";
  });

  const events = new EventSource("/page/live");
  events.addEventListener("region", (event) => {
    const { id, markup } = JSON.parse((event as MessageEvent<string>).data) as { id: string; markup: string };
    const old = document.getElementById(id);
    if (old === null) return;
    const fresh = old.cloneNode(false) as Element;
    fresh.innerHTML = markup;
    morph(old, fresh);
    // The element of the action may have no button any more: the focus stays with it.
    if (acted !== "" && document.activeElement === document.body) {
      document.getElementById(acted)?.focus({ preventScroll: true });
      acted = "";
    }
    document.documentElement.classList.add("live");
    if (id === "region-clock") tickFrom = performance.now();
  });
  events.addEventListener("open", () => say(""));
  events.addEventListener("error", () => say("The sandbox does not answer. The page goes on when it is back."));

  /** A running clock runs on here between two looks at the sandbox's. */
  let tickFrom = performance.now();
  setInterval(() => {
    const clock = document.querySelector<HTMLElement>("#now");
    if (clock?.dataset.running !== "true") return;
    const now = new Date(Number(clock.dataset.now) + performance.now() - tickFrom).toISOString();
    const [time, date] = clock.querySelectorAll("span");
    if (date) date.textContent = now.slice(0, 10);
    if (time) time.textContent = now.slice(11, 19);
  }, 250);

  document.addEventListener("submit", async (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post") return;
    event.preventDefault();
    acted = idOf(form.closest(".card") ?? form) || acted;
    const label = event.submitter?.textContent ?? "";
    const fields = new URLSearchParams(
      [...new FormData(form, event.submitter)].map(([name, value]) => [name, String(value)]),
    );
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "text/plain" } });
      say(answer.ok ? "" : await answer.text());
      if (answer.ok && acted !== "") done(`${label}: done.`);
    } catch {
      say("The sandbox does not answer.");
    }
  });

  document.addEventListener("click", async (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".log a");
    if (link === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(`${link.href}?part`);
    content.innerHTML = await answer.text();
    dialog.showModal();
    dialog.scrollTop = 0;
  });
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".copy");
    if (button === null) return;
    await navigator.clipboard.writeText(button.dataset.text ?? "").then(
      () => done("Copied."),
      () => say("This browser does not let the page copy. Select the text instead."),
    );
  });
  // A click beside what the dialog shows closes it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

export const script = `(${run.toString()})();\n`;
