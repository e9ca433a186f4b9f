// Files of the emulated Persona, read by the URLs that its answers hold.

import { expect, test } from "vitest";
import { createPersona } from "../../../generated/persona/index.js";
import { ExpiredUrlError } from "../../../src/index.js";
import { createSandbox } from "../../../src/sandbox/index.js";

test("an attachment is read by its URL for six hours, and by a fresh one after that", async () => {
  const sandbox = createSandbox({ now: "2026-11-01T10:00:00Z" });
  const { apiKey } = sandbox.credentials.persona.source;
  const persona = createPersona({ apiKey, fetch: sandbox.fetch });
  const made = await persona.cases.list();
  const id = made.items[0]?.id ?? "";
  const attached = async () => {
    const { attachments } = await persona.cases.update(id, {
      attachments: [{ data: "JVBERi0xLjcKJSVFT0Y=", filename: "proof of funds.pdf" }],
    });
    return attachments[0]?.url ?? "";
  };
  const url = await attached();
  const file = await persona.files.download(url);
  expect([file.contentType, await (await file.blob()).text()]).toEqual(["application/pdf", "%PDF-1.7\n%%EOF"]);
  await sandbox.advance("5h");
  expect((await persona.files.download(url)).contentType).toBe("application/pdf");
  await sandbox.advance("1h");
  await expect(persona.files.download(url)).rejects.toThrow(ExpiredUrlError);
  await expect(persona.files.download(url.replace(/\?.*/, ""))).rejects.toThrow(
    "persona: files.download got 403: the URL has expired, or is not whole.\nRetrieve the object that holds the URL again, and use the fresh one.",
  );
  expect((await persona.files.download(await attached())).contentType).toBe("application/pdf");
});

test.each([400, 401, 404, 410])("where an URL that has expired is answered with %i, it says so too", async (status) => {
  const sandbox = createSandbox({ assume: { "file-url-expired-status": status } });
  const persona = createPersona({ ...sandbox.credentials.persona.source, fetch: sandbox.fetch });
  const { items } = await persona.cases.list();
  const { attachments } = await persona.cases.update(items[0]?.id ?? "", {
    attachments: [{ data: "JVBERi0xLjcKJSVFT0Y=", filename: "proof.pdf" }],
  });
  await sandbox.advance("6h");
  const read = persona.files.download(attachments.at(-1)?.url ?? "");
  await expect(read).rejects.toThrow(`persona: files.download got ${status}: the URL has expired, or is not whole.`);
});

test("a file of 5 MB goes to a Case and comes back as it was; once the Case is redacted, it does not", async () => {
  const sandbox = createSandbox({ now: "2026-11-01T10:00:00Z" });
  const { apiKey } = sandbox.credentials.persona.source;
  const persona = createPersona({ apiKey, fetch: sandbox.fetch });
  const id = (await persona.cases.list()).items[0]?.id ?? "";
  const sent = Buffer.alloc(5_000_000, "scan of a page, ");
  const { attachments } = await persona.cases.update(id, { attachments: [new File([sent], "scan.pdf")] });
  const { url = "", byteSize } = attachments.at(-1) ?? {};
  expect(byteSize).toBe(5_000_000);
  const file = await persona.files.download(url);
  expect(sent.equals(Buffer.from(await (await file.blob()).arrayBuffer()))).toBe(true);
  await persona.cases.redact(id);
  expect(await (await (await persona.files.download(url)).blob()).text()).toBe("The sandbox's file scan.pdf.");
});

test("the hosts of files take nothing but reading", async () => {
  const { fetch } = createSandbox();
  const { status } = await fetch("https://files.withpersona.com/a.pdf?access_token=b", { method: "POST" });
  expect(status).toBe(405);
});

test("a file goes in base64 to a Case, and as a part of a form to an import", async () => {
  const sandbox = createSandbox();
  const { apiKey } = sandbox.credentials.persona.source;
  const types: (string | null)[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    types.push(request.headers.get("content-type"));
    return sandbox.fetch(request);
  };
  const persona = createPersona({ apiKey, fetch });
  const file = new File(["reference_id\nme\n"], "accounts.csv", { type: "text/csv" });
  const [first] = (await persona.cases.list()).items;
  const { attachments } = await persona.cases.update(first?.id ?? "", { attachments: [file] });
  expect(attachments.at(-1)).toMatchObject({ filename: "accounts.csv", byteSize: 16 });
  await persona.importers.accounts.create({ file });
  expect(types).toEqual([null, "application/json", expect.stringMatching(/^multipart\/form-data; boundary=/)]);
});
