/** Where a flow is in its life, and what can be done with it there. */
import type { Tree } from "@/api/types";

export type Life =
  | "deleted"
  | "archived"
  /** Never published, and something blocks publishing it. */
  | "blocked"
  /** Never published, and nothing blocks it. */
  | "ready"
  /** Published, and changed since. */
  | "newer"
  | "published";

type Living = Pick<Tree, "is_active" | "status" | "version" | "published_version" | "error_count">;

export function lifeOf(flow: Living): Life {
  if (!flow.is_active) return "deleted";
  if (flow.status === "archived") return "archived";
  if (flow.published_version == null) return flow.error_count > 0 ? "blocked" : "ready";
  return flow.version > flow.published_version ? "newer" : "published";
}

/** Whether there is anything to publish. Whether it may be is another question. */
export function isPublishable(flow: Living): boolean {
  return ["archived", "blocked", "ready", "newer"].includes(lifeOf(flow));
}
