/** How the editor speaks to the server. */
import { api, ok } from "@/api/client";
import { ApiProblem, toProblem } from "@/api/problem";
import type { Finding, FlowDocument, Resolution, Tree, Version } from "@/api/types";
import { queryClient } from "@/app/query";
import { learn } from "@/features/flow/queries";
import { flowQuery } from "@/features/flows/queries";
import type { Draft, FlowMeta } from "@/flow-model/change";
import { isSame } from "@/flow-model/change";
import { changesBetween } from "@/flow-model/sync/difference";
import { META, mergeMeta, rebase } from "@/flow-model/sync/rebase";
import { draftOf } from "./draft";
import { HalfSaved, type Attempt, type Stored } from "./saver";

/** An answer that takes longer than this is taken for lost, and asked for again. */
const GIVE_UP_MS = 30_000;
/** So many changes fit into one request; more are sent as a document, which the server merges as well. */
const MOST_CHANGES = 5_000;

/** Saves what differs: what the flow has besides its document as it is, the document by its changes. */
export async function save(id: string, attempt: Attempt<Draft>): Promise<Stored<Draft>> {
  const named = await saveMeta(id, attempt);
  // What was just saved is no news to who answers.
  const seen = attempt.seen === null ? null : (named?.version ?? attempt.seen);
  const written = await saveDocument(id, { ...attempt, seen }).catch((error: unknown) => {
    if (!named) throw error;
    // It is saved, and what was said about it is done: neither is asked nor sent again.
    const meta = asStored(attempt.draft.meta, draftOf(named).meta);
    const [draft, saved] = [
      { ...attempt.draft, meta },
      { ...attempt.saved, meta },
    ];
    throw new HalfSaved({ ...attempt, draft, saved, seen }, named.version, error);
  });
  const tree = written ?? named ?? (await fetchFlow(id));
  learn(tree);
  return { draft: draftOf(tree), version: tree.version };
}

/** What the server has, in the words of what was sent. */
function asStored(sent: FlowMeta, stored: FlowMeta): FlowMeta {
  return { ...sent, ...mergeMeta(sent, sent, stored).taken };
}

async function saveDocument(id: string, attempt: Attempt<Draft>): Promise<Tree | null> {
  const { draft, saved, version, key, seen } = attempt;
  const changes = changesBetween(saved.document, draft.document);
  if (changes.length === 0) return null;
  const resolutions = attempt.resolutions.filter((answer) => metaField(answer) === undefined);
  const signal = AbortSignal.timeout(GIVE_UP_MS);
  // Answers are for what was shown: not for what somebody has saved since.
  const header = seen === null ? {} : { "If-Match": `"${seen}"` };
  if (changes.length > MOST_CHANGES) {
    const body = { base_version: version, tree_structure: draft.document, resolutions };
    return ok(api.PUT("/api/v1/trees/{id}", { params: { path: { id }, header }, body, signal }));
  }
  const {
    success: _,
    conflicts: __,
    ...tree
  } = await ok(
    api.POST("/api/v1/trees/{id}/sync", {
      params: { path: { id }, header: { ...header, "Idempotency-Key": key } },
      body: { base_version: version, changes, resolutions },
      signal,
    }),
  );
  return tree;
}

/** Of these fields the server keeps the last that it is told: so it is told only while nobody else has changed them. */
async function saveMeta(id: string, { draft, saved, version, resolutions, seen }: Attempt<Draft>) {
  let newest: Tree | null = null;
  for (;;) {
    const known = newest ? draftOf(newest).meta : saved.meta;
    const { taken, clashes } = mergeMeta(saved.meta, draft.meta, known);
    const answered = new Map(resolutions.map((answer) => [answer.field, answer]));
    const open = clashes.filter(({ field }) => !answered.has(field));
    if (newest && open.length > 0)
      throw new ApiProblem(409, {
        code: "merge_conflict",
        // Together with what the server would say of the document, so that all is asked at once.
        conflicts: rebase(saved, draft, draftOf(newest)).clashes,
        current_version: newest.version,
      });
    let wanted: FlowMeta = { ...draft.meta, ...taken };
    for (const { field, theirs } of clashes) {
      const answer = answered.get(field);
      const name = metaField({ field });
      if (!answer || name === undefined || answer.take === "ours") continue;
      wanted = { ...wanted, [name]: answer.take === "theirs" ? theirs : answer.value };
    }
    const names = (Object.keys(wanted) as (keyof FlowMeta)[]).filter(
      (name) => !isSame(wanted[name], known[name]),
    );
    if (names.length === 0) return newest;
    try {
      return await ok(
        api.PUT("/api/v1/trees/{id}", {
          params: { path: { id }, header: { "If-Match": `"${newest?.version ?? version}"` } },
          body: {
            ...Object.fromEntries(names.map((name) => [name, wanted[name]])),
            // A label that was renamed for everybody meanwhile is no newer version, and is not brought back.
            base_labels: { category: known.category, tags: [...known.tags] },
          },
          signal: AbortSignal.timeout(GIVE_UP_MS),
        }),
      );
    } catch (error) {
      if (toProblem(error).status !== 412) throw error;
      newest = await fetchFlow(id);
      if (seen !== null && newest.version !== seen) throw error;
    }
  }
}

/** Which of these fields an answer is about. */
function metaField({ field }: Resolution): keyof FlowMeta | undefined {
  const [area, name] = field?.split("/") ?? [];
  return area === META ? (name as keyof FlowMeta) : undefined;
}

/** The flow as it is now, whatever is known of it here. */
export function fetchFlow(id: string): Promise<Tree> {
  return queryClient.fetchQuery({ ...flowQuery(id), staleTime: 0, retry: false });
}

export async function validate(document: FlowDocument, signal: AbortSignal): Promise<Finding[]> {
  const { findings } = await ok(
    api.POST("/api/v1/trees/validate", {
      body: { tree_type: document.kind, tree_structure: document },
      signal,
    }),
  );
  return findings;
}

/** The newest versions, with who has saved them. */
export async function fetchVersions(id: string, limit = 20): Promise<Version[]> {
  const page = await ok(
    api.GET("/api/v1/trees/{id}/versions", { params: { path: { id }, query: { limit } } }),
  );
  return page.items;
}
