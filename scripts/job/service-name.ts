// The name of a service: from --name, from the title of the document, or from its file.

import { basename, extname } from "node:path";
import { UsageError } from "../terminal/usage-error.js";

export const SERVICE_NAME = /^[a-z][a-z0-9-]*$/;

/** "GitHub v3 REST API" → `github`: what is left of a title without the words that every title has. */
export function nameFromTitle(title: string): string {
  const plain = title
    .replace(/['’]s\b/g, "")
    .replace(
      /\b(the|official|openapi|swagger|rest|restful|http|web|public|api|apis|specification|spec|documentation|reference)\b/gi,
      " ",
    )
    .replace(/\bv?\d+(\.\d+)*\b/gi, " ");
  return slug(plain) || slug(title);
}

/** Empty when nothing is left that could be a name. */
export function slug(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  while (words.length > 0 && /^\d/.test(words[0] ?? "")) words.shift();
  return words.slice(0, 4).join("-").slice(0, 40).replace(/-$/, "");
}

export function stem(path: string): string {
  return basename(path, extname(path));
}

/** The name of the service, when none is given. */
export function nameOf(document: unknown, spec: string): string {
  const { title } = (document as { info?: { title?: string } }).info ?? {};
  const name = [nameFromTitle(title ?? ""), slug(stem(spec))].find((name) => SERVICE_NAME.test(name));
  if (name !== undefined) return name;
  throw new UsageError(
    "Neither the title of the document nor its file makes a name. Give one, for example: --name payments",
  );
}
