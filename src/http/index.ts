// The public face of the openapi-fetch client.

export { type Client, createHttp } from "./http.js";
