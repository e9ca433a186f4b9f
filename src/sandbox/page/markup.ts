// Text that is markup: made by hono's `html`, which escapes what is put into it.

import type { html } from "hono/html";

export type Markup = ReturnType<typeof html>;
