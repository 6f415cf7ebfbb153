/** Someone with an account, made through the API; for tests that are not about making one. */
import assert from "node:assert/strict";

let count = 0;

/**
 * @typedef {object} Person
 * @property {string} name
 * @property {string} email
 * @property {string} password
 */

/** @returns {Person} Nobody else's. */
export function somebody(name = "Robin Vale") {
  count += 1;
  return { name, email: `robin${count}@example.com`, password: "five quiet copper lanterns" };
}

/**
 * Registers a person, and signs the visitor's browser in as them.
 * @param {Pick<import("./visitor.mjs").Visitor, "context">} visitor
 * @param {Person} [person]
 */
export async function register(visitor, person = somebody()) {
  const answer = await visitor.context.request.post("/api/v1/auth/register", { data: { ...person, client: "web" } });
  assert.equal(answer.status(), 201, await answer.text());
  return person;
}

/**
 * Signs the visitor's browser in as a person who is there.
 * @param {Pick<import("./visitor.mjs").Visitor, "context">} visitor
 * @param {Person} person
 */
export async function signIn(visitor, { email, password }) {
  const data = { email, password, client: "web" };
  const answer = await visitor.context.request.post("/api/v1/auth/login/json", { data });
  assert.equal(answer.status(), 200, await answer.text());
}

/**
 * The API as a person, with a session of its own beside the browser's.
 * @param {import("./server.mjs").Server} server
 * @param {Person} person
 */
export async function apiAs(server, { email, password }) {
  const { access_token } = await call(server, "POST", "auth/login/json", { json: { email, password } });
  return (/** @type {string} */ method, /** @type {string} */ path, /** @type {Parameters<typeof call>[3]} */ options) =>
    call(server, method, path, { token: access_token, ...options });
}

/**
 * @param {import("./server.mjs").Server} server
 * @param {string} method
 * @param {string} path Below /api/v1/.
 * @param {{ json?: unknown, text?: string, token?: string }} [options]
 * @returns {Promise<any>} The answer's JSON.
 */
export async function call(server, method, path, { json, text, token } = {}) {
  const response = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: {
      ...(json === undefined ? {} : { "Content-Type": "application/json" }),
      ...(text === undefined ? {} : { "Content-Type": "text/plain" }),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: json === undefined ? text : JSON.stringify(json),
  });
  const body = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${body}`);
  return body === "" ? null : JSON.parse(body);
}
