/** Whether a request is for an OAuth access token (RFC 6749, section 4): it and its response are nothing but credentials. */
export function isTokenRequest({ method, headers }: Request, body: string): boolean {
  const type = headers.get("content-type") ?? "";
  return method === "POST" && /^application\/x-www-form-urlencoded\b/i.test(type) && /(^|&)grant[_-]type=/.test(body);
}
