import { type Extension, nameSchema, namesSchema } from "../extension.js";

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
        "Members of a resource, in wire spelling, that every answer has unless the caller requests fewer with `fields`.",
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

export const upload: Extension = {
  name: "x-upload",
  uses: [
    {
      places: ["schema"],
      description: [
        "This object holds a file: `content` is its member with the bytes in base64, `name` the one with the file's name. Callers may",
        "pass a file in its place, which goes as a part of a form where the operation takes `multipart/form-data` too, called by its",
        "path as `data[attributes][file]`, and in base64 elsewhere.",
      ].join(" "),
      schema: {
        type: "object",
        required: ["content"],
        additionalProperties: false,
        properties: { content: nameSchema, name: nameSchema },
      },
    },
  ],
};
