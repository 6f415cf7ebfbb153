import type { FieldError, Problem } from "./types";

/** Codes that this client makes itself, when no answer of the server says what went wrong. */
const NETWORK = "network";
const UNREADABLE = "unreadable_answer";

/** What the server (or the way to it) refused, as an error that a page can show and branch on. */
export class ApiProblem extends Error {
  /** HTTP status; 0 when the server was not reached. */
  readonly status: number;
  /** Stable, snake_case; see docs/errors.md. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Helps an operator to find the request in the log. */
  readonly requestId: string | null;
  readonly errors: readonly FieldError[];
  /** The whole answer, for codes that carry more (`current_version`, `current_seq`). */
  readonly body: Partial<Problem>;

  constructor(status: number, body: Partial<Problem>, requestId: string | null = null) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.name = "ApiProblem";
    this.status = status;
    this.body = body;
    this.code = body.code ?? UNREADABLE;
    this.title = body.title ?? "";
    this.detail = body.detail ?? "";
    this.requestId = body.request_id ?? requestId;
    this.errors = body.errors ?? [];
  }

  /** The server was not reached: a retry may help, and nothing is known about the request. */
  get isNetwork(): boolean {
    return this.code === NETWORK;
  }

  /** Whether the same request may succeed later without anyone changing anything. */
  get isTransient(): boolean {
    return this.isNetwork || this.status === 429 || this.status >= 500;
  }

  static network(): ApiProblem {
    return new ApiProblem(0, { code: NETWORK });
  }

  /** Reads an answer that is not a success. `body` is what was parsed of it, if anything. */
  static from(response: Response, body: unknown): ApiProblem {
    const requestId = response.headers.get("x-request-id");
    const isProblem = typeof body === "object" && body !== null && "code" in body;
    return new ApiProblem(response.status, isProblem ? (body as Partial<Problem>) : {}, requestId);
  }
}

/** Anything thrown, as an [[ApiProblem]]; a failed `fetch` becomes a network problem. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  // An answer that nobody waits for any longer is as good as none.
  const isTimeout = error instanceof DOMException && error.name === "TimeoutError";
  if (error instanceof TypeError || isTimeout) return ApiProblem.network();
  return new ApiProblem(0, {
    code: "unexpected",
    detail: error instanceof Error ? error.message : String(error),
  });
}

/**
 * The messages of a problem by form field: `/email` belongs to the field `email`, `/tags/2` to `tags`. `names` maps
 * pointers whose field has another name. What belongs to no field of the form is left for the form's own note.
 */
export function fieldErrors<Field extends string>(
  problem: ApiProblem | null,
  fields: readonly Field[],
  names: Record<string, Field> = {},
): { fields: Partial<Record<Field, string>>; rest: FieldError[] } {
  const found: Partial<Record<Field, string>> = {};
  const rest: FieldError[] = [];
  for (const error of problem?.errors ?? []) {
    const first = unescapePointer(error.pointer.split("/")[1] ?? "");
    const field = names[error.pointer] ?? fields.find((name) => name === first);
    if (field === undefined) rest.push(error);
    else found[field] ??= error.message;
  }
  return { fields: found, rest };
}

/** A token of a JSON pointer in plain text (RFC 6901 §4). */
function unescapePointer(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
