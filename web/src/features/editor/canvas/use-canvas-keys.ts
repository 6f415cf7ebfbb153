import type { KeyboardEvent } from "react";
import type { Point } from "@/api/types";
import { directionOf } from "@/features/flow/map/graph";
import { linksOf, sourcesOf } from "@/flow-model/links";
import { focusOutline } from "../actions";
import { linesOf, type EditorSession } from "../session";
import type { Box } from "./places";
import { sizeOf } from "./sizes";
import { neighbour, type Way } from "./walk";

const WAYS: Record<string, Way> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

interface Options {
  session: EditorSession;
  places: () => ReadonlyMap<string, Point>;
  onEdit: () => void;
}

/** The keys by which the canvas is walked: as a widget has them, while it has the focus. */
export function useCanvasKeys({ session, places, onEdit }: Options) {
  const walk = (way: Way): string | null => {
    const here = session.node?.id;
    const { document } = session;
    if (here === undefined) return document.nodes[0]?.id ?? null;
    const boxes = new Map<string, Box>();
    for (const node of document.nodes) {
      const at = places().get(node.id);
      if (at) boxes.set(node.id, { ...at, ...sizeOf(node) });
    }
    const joined = [
      ...(linksOf(document).get(here) ?? []).flatMap(({ to }) => to ?? []),
      ...(sourcesOf(document).get(here) ?? []).map(({ from }) => from.id),
    ];
    // Lines are followed in the direction in which the flow is read; across it one goes to what lies beside.
    const isAlong = (way === "left" || way === "right") === (directionOf(document.kind) === "RIGHT");
    return neighbour(boxes, new Set(isAlong ? joined : []), here, way);
  };
  /** In the order in which the outline tells them; null beyond its ends. */
  const along = (by: 1 | -1): string | null => {
    const ids = linesOf(session.document).flatMap(({ node }) => node?.id ?? []);
    const here = session.node ? ids.indexOf(session.node.id) : by > 0 ? -1 : ids.length;
    return ids[here + by] ?? null;
  };
  const ends = (end: "first" | "last"): string | null =>
    linesOf(session.document)
      .flatMap(({ node }) => node?.id ?? [])
      .at(end === "first" ? 0 : -1) ?? null;

  const targetOf = (event: KeyboardEvent): string | null => {
    if (event.key === "Tab") return along(event.shiftKey ? -1 : 1);
    if (event.shiftKey) return null;
    if (event.key === "Home") return ends("first");
    if (event.key === "End") return ends("last");
    const way = WAYS[event.key];
    return way ? walk(way) : null;
  };

  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (event.key === "Enter" || event.key === " ") onEdit();
    else if (event.key === "Escape") {
      if (session.state.selected.size > 1 && session.node) session.goTo(session.state.cursor);
      else focusOutline();
    } else {
      const target = targetOf(event);
      // Beyond the last card Tab leaves; an arrow that leads nowhere must not scroll the page.
      if (target === null) {
        if (WAYS[event.key] && !event.shiftKey) event.preventDefault();
        return;
      }
      session.goTo(target);
    }
    event.preventDefault();
  };
}
