// A document with every kind of type that a validator is made for.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The path of a file with it. */
export function zoo(): string {
  const file = join(mkdtempSync(join(tmpdir(), "sharewright-zoo-")), "zoo.yaml");
  writeFileSync(file, text);
  return file;
}

const text = `openapi: 3.1.0
info: { title: Zoo, version: 1.0.0 }
servers: [{ url: https://zoo.test }]
security: []
paths:
  /animals:
    get:
      operationId: listAnimals
      tags: [animals]
      parameters: [{ name: page_token, in: query, schema: { type: string } }]
      responses:
        "200":
          description: Animals.
          content:
            application/json:
              schema:
                type: object
                required: [items]
                properties:
                  items: { type: array, items: { $ref: "#/components/schemas/Animal" } }
                  next_page_token: { type: [string, "null"] }
    post:
      operationId: createAnimal
      tags: [animals]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/CreateAnimalRequest" } } }
      responses:
        "201":
          description: The animal.
          content: { application/json: { schema: { $ref: "#/components/schemas/Animal" } } }
  /loans/{id}:
    get:
      operationId: getLoan
      tags: [loans]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: The loan.
          content: { application/json: { schema: { $ref: "#/components/schemas/Loan" } } }
components:
  schemas:
    Animal:
      type: object
      required: [id, kind, status, weight, friends]
      properties:
        id: { type: string }
        kind: { type: string }
        status: { type: string, x-extensible-enum: [well, ill] }
        diet: { type: string, enum: [fish, grass] }
        nick: { type: [string, "null"] }
        weight: { type: number }
        constructor: { type: string }
        keeper: { $ref: "#/components/schemas/Keeper" }
        vet: { $ref: "#/components/schemas/Vet" }
        friends: { type: array, items: { $ref: "#/components/schemas/Animal" } }
        visits: { type: object, additionalProperties: { type: integer } }
        place:
          type: array
          prefixItems: [{ type: number }, { type: number }]
          items: false
          minItems: 2
    Keeper:
      type: object
      required: [id, name]
      properties:
        id: { type: string }
        name: { type: string }
        likes: { type: array, items: { type: string, x-extensible-enum: [otter, seal] } }
    Vet:
      allOf:
        - $ref: "#/components/schemas/Keeper"
        - type: object
          required: [license]
          properties:
            license: { type: string }
            deputy: { $ref: "#/components/schemas/Vet" }
    CreateAnimalRequest:
      type: object
      required: [kind]
      properties:
        kind: { type: string }
        nick: { type: string }
    Loan:
      type: object
      required: [id, status, returnedAt]
      properties:
        id: { type: string }
        status: { type: string, x-extensible-enum: [asked, returned] }
        returnedAt: { type: [string, "null"] }
      x-lifecycle:
        property: status
        initial: asked
        terminal: [returned]
        states: { returned: { description: It is back., guarantees: [returnedAt] } }
        transitions: [{ from: asked, to: returned }]
`;
