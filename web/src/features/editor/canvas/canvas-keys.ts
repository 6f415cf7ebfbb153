import type { KeyboardEvent } from "react";
import type { Point } from "@/api/types";
import { canvas } from "@/app/strings/canvas";
import { directionOf } from "@/features/flow/map/graph";
import { linksOf, sourcesOf } from "@/flow-model/links";
import { focusOutline } from "../parts";
import { linesOf, type EditorSession } from "../session";
import type { Box } from "./places";
import { sizeOf } from "./sizes";
import type { Lines } from "./use-lines";
import { neighbour, type Way } from "./walk";

const WAYS: Record<string, Way> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

const t = canvas.said;

interface Options {
  session: EditorSession;
  places: ReadonlyMap<string, Point>;
  lines: Pick<Lines, "isChosen" | "letGo">;
  say: (text: string) => void;
  onEdit: () => void;
  /** The chosen line is to lead elsewhere. */
  onConnect: () => void;
}

/** The keys by which the canvas is walked: as a widget has them, while it has the focus. */
export function canvasKeys({ session, places, lines, say, onEdit, onConnect }: Options) {
  const walk = (way: Way): string | null => {
    const here = session.node?.id;
    const { document } = session;
    if (here === undefined) return document.nodes[0]?.id ?? null;
    const boxes = new Map<string, Box>();
    for (const node of document.nodes) {
      const at = places.get(node.id);
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

  const targetOf = (key: string): string | null => {
    if (key === "PageDown") return along(1);
    if (key === "PageUp") return along(-1);
    if (key === "Home") return ends("first");
    if (key === "End") return ends("last");
    const way = WAYS[key];
    return way ? walk(way) : null;
  };
  const chosen = () => say(t.chosen(session.state.selected.size));

  /** Does what the key is for; false where it is for nothing here. */
  const act = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (key === "Enter") {
      if (lines.isChosen()) onConnect();
      else onEdit();
    } else if (key === " ") {
      if (session.toggle()) chosen();
      else say(t.onlyChosen);
    } else if (key === "Escape") {
      if (lines.letGo()) return true;
      if (!session.isChoosing) return focusOutline();
      session.goTo(session.state.cursor);
    } else {
      const target = targetOf(key);
      // An arrow that leads nowhere must not scroll the page.
      if (target === null) return key in WAYS || key.startsWith("Page");
      if (!shiftKey) session.goTo(target);
      else {
        session.extendTo(target);
        chosen();
      }
    }
    return true;
  };

  return (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (act(event)) event.preventDefault();
  };
}
