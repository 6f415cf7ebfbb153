import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { auth } from "@/api/client";
import type { Conflict, Resolution, SyncChange } from "@/api/types";
import { queryClient } from "@/app/query";
import { update, type Draft } from "@/flow-model/change";
import { applySync } from "@/flow-model/sync/apply";
import { placeKey } from "@/flow-model/sync/place";
import { rebase, withAnswer } from "@/flow-model/sync/rebase";
import { flow, solution } from "@/flow-model/testing";
import { EditorSession } from "./session";
import { save } from "./transport";

const before: Draft = {
  meta: { name: "Port", description: "", category: null, tags: [], visibility: "team", review_due_at: null },
  document: flow(solution("up"), solution("down")),
};

/** A server with one flow: the last word counts for what it has besides its document, the document is merged. */
class Server {
  readonly versions: Draft[] = [before];
  writes: string[] = [];
  /** What somebody else does just before the next write of the document. */
  meanwhile: (() => void) | null = null;

  get now(): Draft {
    return this.versions.at(-1) ?? before;
  }
  get version(): number {
    return this.versions.length;
  }

  keep(draft: Draft): void {
    this.versions.push(draft);
  }

  readonly answer = async (request: Request): Promise<Response> => {
    if (request.method === "GET") return this.#tree();
    const body = await request.json();
    const isDocument = request.method === "POST";
    this.writes.push(isDocument ? "document" : "meta");
    if (isDocument) {
      this.meanwhile?.();
      this.meanwhile = null;
    }
    const seen = request.headers.get("If-Match");
    if (seen !== null && seen !== `"${this.version}"`)
      return problem(412, { code: "version_conflict", current_version: this.version });
    if (isDocument) return this.#merge(body);
    const { base_labels: _, ...meta } = body;
    this.keep({ ...this.now, meta: { ...this.now.meta, ...meta } });
    return this.#tree();
  };

  #merge(body: { base_version: number; changes: SyncChange[]; resolutions: Resolution[] }): Response {
    const base = this.versions[body.base_version - 1] ?? before;
    const ours = { meta: base.meta, document: applySync(base.document, body.changes) };
    const answers = new Map(body.resolutions.map((answer) => [placeKey(answer), answer]));
    const merged = rebase(base, ours, this.now);
    const open = merged.clashes.filter((clash) => !answers.has(placeKey(clash)));
    if (open.length > 0)
      return problem(409, { code: "merge_conflict", conflicts: open, current_version: this.version });
    this.keep(
      merged.clashes.reduce((draft, clash) => withAnswer(draft, clash, said(answers, clash)), merged.draft),
    );
    return this.#tree();
  }

  #tree(): Response {
    const { meta, document } = this.now;
    return Response.json({ id: "f", version: this.version, ...meta, tree_structure: document });
  }
}

function said(answers: ReadonlyMap<string, Resolution>, clash: Conflict): unknown {
  const answer = answers.get(placeKey(clash));
  return answer?.take ? clash[answer.take] : answer?.value;
}

function problem(status: number, body: object): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });
}

let server: Server;
let session: EditorSession;

beforeEach(() => {
  server = new Server();
  vi.spyOn(auth, "token").mockResolvedValue("token");
  vi.spyOn(globalThis, "fetch").mockImplementation((request) => server.answer(request as Request));
  session = new EditorSession({ draft: before, version: 1, send: (attempt) => save("f", attempt) });
});
afterEach(() => {
  session.saver.stop();
  queryClient.clear();
});

const named = (draft: Draft, name: string): Draft => ({ ...draft, meta: { ...draft.meta, name } });
const titled = (draft: Draft, id: string, value: string): Draft => ({
  ...draft,
  document: applySync(draft.document, [{ node_id: id, field: "title", value }]),
});
const told = ({ meta, document }: Draft) => [meta.name, ...document.nodes.map(({ title }) => title)].join();
const asked = () => {
  const { state } = session.saver;
  return state.status === "conflict" ? state.conflicts.map(placeKey) : state.status;
};

const NAME = { node_id: null, field: "meta/name" };
const TITLE = { node_id: "up", field: "title" };

/** Both have changed the flow's name and a step's title. */
async function clash() {
  server.keep(titled(named(before, "Their name"), "up", "Their title"));
  session.edit([{ op: "meta", field: "name", value: "My name" }, update("up", "title", "My title")]);
  await session.saver.saveNow();
}

it("asks about the flow's name and about its steps at once", async () => {
  await clash();
  expect(asked()).toEqual([TITLE, NAME].map(placeKey));
});

it.each([
  ["ours", { take: "ours" }, "My name"],
  ["theirs", { take: "theirs" }, "Their name"],
  ["something else", { value: "Our name" }, "Our name"],
] as const)("saves both as they were answered: %s", async (_, answer, name) => {
  await clash();
  const isSaved = await session.saver.resolve([
    { ...NAME, ...answer },
    { ...TITLE, take: "theirs" },
  ]);
  expect([isSaved, told(server.now), told(session.draft)]).toEqual([
    true,
    `${name},Their title,down`,
    `${name},Their title,down`,
  ]);
});

it.each([
  ["ours", { take: "ours" }, "My name"],
  ["theirs", { take: "theirs" }, "Their name"],
  ["something else", { value: "Our name" }, "Our name"],
] as const)("does not ask about the name again when a step clashes after it: %s", async (_, answer, name) => {
  await clash();
  server.meanwhile = () => server.keep(titled(server.now, "up", "Their other title"));
  await session.saver.resolve([
    { ...NAME, ...answer },
    { ...TITLE, take: "ours" },
  ]);
  expect([asked(), session.draft.meta.name]).toEqual([[placeKey(TITLE)], name]);
  expect(await session.saver.resolve([{ ...TITLE, take: "ours" }])).toBe(true);
  expect(told(server.now)).toBe(`${name},My title,down`);
});

it("does not ask about a name that was saved before a step clashed, and takes in what others make of it", async () => {
  server.keep(titled(before, "up", "Their title"));
  session.edit([{ op: "meta", field: "name", value: "My name" }, update("up", "title", "My title")]);
  await session.saver.saveNow();
  server.keep(named(server.now, "Their name"));
  expect(await session.saver.resolve([{ ...TITLE, take: "ours" }])).toBe(false);
  expect(asked()).toEqual([placeKey(TITLE)]);
  expect(await session.saver.resolve([{ ...TITLE, take: "ours" }])).toBe(true);
  expect(told(server.now)).toBe("Their name,My title,down");
});

it("goes on after the name when the way to the server was lost behind it", async () => {
  await clash();
  server.meanwhile = () => {
    throw new TypeError("no way");
  };
  await session.saver.resolve([
    { ...NAME, value: "Our name" },
    { ...TITLE, take: "ours" },
  ]);
  expect(asked()).toBe("retrying");
  server.meanwhile = null;
  expect(await session.saver.saveNow()).toBe(true);
  expect([told(server.now), told(session.draft)]).toEqual(Array(2).fill("Our name,My title,down"));
});
