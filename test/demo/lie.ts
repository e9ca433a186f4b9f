// A wire that lies: the opposite outcome, or another value for each text of a body, all of it well-formed.

/** The text of a body with other values in it. */
export function another(text: string): string {
  return text.replace(/"(\w[\w-]*)":"((?:\w+_)?)([^"]*)"/g, (said, key: string, prefix: string, rest: string) => {
    if (key === "type" || key === "event") return said;
    return `"${key}":"${prefix}${[...rest].reverse().join("")}0"`;
  });
}

export async function lie(response: Response): Promise<Response> {
  if (response.url.endsWith("/connect/token")) return response;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  if (!response.ok) return new Response("{}", { status: 200, headers });
  const text = await response.text();
  if (text === "") return new Response(null, { status: 409 });
  return new Response(another(text), { status: response.status, headers });
}
