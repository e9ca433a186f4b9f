import { type Extension, namesSchema } from "./extension.js";

export const extensibleEnum: Extension = {
  name: "x-extensible-enum",
  uses: [
    {
      places: ["schema"],
      description: "The values known today of a string that the vendor may extend.",
      schema: { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true },
    },
  ],
};

export const guaranteed: Extension = {
  name: "x-guaranteed",
  uses: [
    {
      places: ["schema"],
      description:
        "Members of a resource, in wire spelling, that every answer has unless the caller asked for less with `fields`.",
      schema: namesSchema,
    },
  ],
};

export const sensitive: Extension = {
  name: "x-sensitive",
  uses: [
    {
      places: ["schema"],
      description: "Why the value must never reach a log, an error or a recorded fixture.",
      schema: { enum: ["secret", "personal", "financial"] },
    },
  ],
};
