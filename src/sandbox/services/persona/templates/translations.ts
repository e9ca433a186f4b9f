// Texts of an Inquiry Template in several languages: read of its draft or its published version, written to a draft.

import type { operations } from "../../../../../generated/persona/schema.js";
import { refuse } from "../../../answer/refusal.js";
import type { Call, Handlers } from "../../../service.js";
import type { PersonaObject, PersonaResource } from "../objects/persona-object.js";
import type { PersonaCaller } from "../organizations.js";

type TemplateCall = Call<{ parameters: { path: { "inquiry-template-id": string } } }, PersonaCaller>;

interface Translation {
  readonly step: string;
  readonly "step-display-name"?: string | undefined;
  readonly component: string;
  readonly "attribute-name": string;
  readonly "locale-values": readonly { readonly locale: string; readonly value: string | null }[];
}

export const templates: Handlers<operations, PersonaCaller> = {
  "retrieve-inquiry-template-translations": (call) => {
    const [version] = versionsIn(call);
    if (version === undefined) throw refuse(404, "The Inquiry Template has no version");
    const translations = translationsOf(version).map((each) => ({ "step-display-name": each.step, ...each }));
    return { value: { type: "inquiry-template-translations", id: version.id, attributes: { translations } } };
  },

  "import-inquiry-template-translations": (call) => {
    const [latest] = versionsIn(call);
    if (latest === undefined) throw refuse(404, "The Inquiry Template has no version");
    const record = latest.resource.attributes.status === "draft" ? latest : draftOf(latest, call);
    let translations = translationsOf(record);
    const read = (row: Translation): Translation =>
      call.assume<string>("translation-null-value").startsWith("leave")
        ? { ...row, "locale-values": row["locale-values"].filter(({ value }) => value !== null) }
        : row;
    for (const row of call.body.data.attributes.translations) translations = merged(translations, read(row));
    const locales = translations.flatMap((each) => each["locale-values"].map(({ locale }) => locale));
    record.hidden.translations = translations;
    Object.assign(record.resource.attributes, {
      "enabled-locales": [...new Set(locales)],
      "updated-at": call.clock.iso(),
    });
    return { record };
  },
};

/** Of the template in the path, the draft first, then the newest. @throws a 404 if there is no such template. */
function versionsIn(call: TemplateCall): readonly PersonaObject[] {
  const id = call.path["inquiry-template-id"];
  if (call.resources.of("inquiry-template").get(id) === undefined)
    throw refuse(404, `There is no Inquiry Template ${id}`);
  const own = [...call.resources.of<PersonaResource>("inquiry-template-version").values()];
  const isDraft = ({ resource }: PersonaObject) => Number(resource.attributes.status === "draft");
  return own
    .filter(({ resource }) => (resource.relationships["inquiry-template"]?.data as { id?: string } | null)?.id === id)
    .reverse()
    .sort((one, other) => isDraft(other) - isDraft(one));
}

function draftOf(latest: PersonaObject, call: TemplateCall): PersonaObject {
  const { "name-display": name, description } = latest.resource.attributes;
  const attributes = { status: "draft", live: false, "name-display": name, description, "published-at": null };
  const { relationships } = latest.resource;
  return call.resources
    .of<PersonaResource>("inquiry-template-version")
    .create(
      { attributes, relationships },
      { account: latest.account, hidden: { translations: translationsOf(latest) } },
    );
}

function translationsOf({ hidden }: PersonaObject): readonly Translation[] {
  return (hidden.translations ?? []) as readonly Translation[];
}

/** With one row more, or with its texts laid over the row that is about the same text. */
function merged(rows: readonly Translation[], row: Translation): readonly Translation[] {
  const isSame = (each: Translation) =>
    each.step === row.step && each.component === row.component && each["attribute-name"] === row["attribute-name"];
  const before = rows.find(isSame);
  if (before === undefined) return [...rows, row];
  const given = new Set(row["locale-values"].map(({ locale }) => locale));
  const kept = before["locale-values"].filter(({ locale }) => !given.has(locale));
  const whole = { ...before, ...row, "locale-values": [...kept, ...row["locale-values"]] };
  return rows.map((each) => (isSame(each) ? whole : each));
}
