import { expect, test } from "vitest";
import { messages } from "./lint-spec.js";

const flow = `
x-browser-flow:
  signIn:
    title: Sign in
    url: https://shop.example/sign-in
    redirect: back_to
    parameters:
      - { name: back_to, required: true, description: Where to come back to. }
      - { name: user_id, description: Whose. }
      - { name: mail, description: Whose, values: [a, b], open: true }
    exclusive: [[user_id, mail]]
    returns:
      - { name: code, description: A code. }
`;

function findings(from: string, to: string): Promise<readonly string[]> {
  if (!flow.includes(from)) throw new Error(`The spec has no ${from}`);
  return messages("browser-flow-sound", flow.replace(from, to));
}

test("a flow whose names belong together passes", async () => {
  expect(await messages("browser-flow-sound", flow)).toEqual([]);
});

test.each([
  ["redirect: back_to", "redirect: back_tu", "There is no parameter `back_tu`. Did you mean `back_to`?"],
  ["[[user_id, mail]]", "[[user_idd, mail]]", "There is no parameter `user_idd`. Did you mean `user_id`?"],
  [
    "[[user_id, mail]]",
    "[[user_id, back_to]]",
    "`back_to` is required, so that no other of its list could ever be given. Take it off `exclusive`.",
  ],
  [
    "name: mail,",
    "name: email, member: userId,",
    "`email` and `user_id` are both `userId` for callers. Give one of them a `member`.",
  ],
  ["name: code,", "name: code, open: true,", "`code` is open and lists no `values`. Any is taken without it."],
])("%s must not be %s", async (from, to, message) => {
  expect(await findings(from, to)).toContain(message);
});
