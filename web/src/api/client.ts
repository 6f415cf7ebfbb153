/**
 * The one way to the server. `api` calls as whoever is signed in, `publicApi` as nobody; both are typed by the API's own
 * document. `ok` turns an answer into its data or throws an [[ApiProblem]].
 */
import createClient from "openapi-fetch";
import { Auth } from "./auth";
import { ApiProblem, toProblem } from "./problem";
import type { paths } from "./schema";

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("branchbook.auth");

/** The lock under which the cookie is rotated. */
const REFRESH = "branchbook.refresh";

export const auth = new Auth({
  fetch: (input, init) => fetch(input, init),
  // Web Locks exist only where the page was loaded securely.
  exclusive: async (task) =>
    "locks" in navigator
      ? navigator.locks.request(REFRESH, task)
      : (await import("./lock-by-record")).lockByRecord(REFRESH, task),
  channel,
  now: () => performance.now(),
  restart: (at) => (at === undefined ? location.reload() : location.assign(at)),
});

/** Sends a request as the signed-in person; once more with a new token when the server does not take the first. */
export function withAuth(auth: Pick<Auth, "token" | "replace">, send: typeof fetch) {
  return async (request: Request): Promise<Response> => {
    // A body can be read once only, so the second try needs its own copy.
    const again = request.clone();
    const token = await auth.token();
    if (token === null) return send(request);
    const first = await send(authorized(request, token));
    if (first.status !== 401) return first;
    const renewed = await auth.replace(token);
    return renewed === null ? first : send(authorized(again, renewed));
  };
}

function authorized(request: Request, token: string): Request {
  request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

const baseUrl = globalThis.location?.origin ?? "http://localhost";

export const api = createClient<paths>({
  baseUrl,
  fetch: withAuth(auth, (...args) => fetch(...args)),
});

export const publicApi = createClient<paths>({ baseUrl });

/** The data of a successful answer. Throws an [[ApiProblem]] for every other, and when the server is not reached. */
export async function ok<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const answer = await call.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw toProblem(error);
  });
  if (!answer.response.ok) throw ApiProblem.from(answer.response, answer.error);
  return answer.data as Data;
}
