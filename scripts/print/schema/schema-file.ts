// Known on both sides of the thread that prints it.

export const schemaFile = "schema.ts";
