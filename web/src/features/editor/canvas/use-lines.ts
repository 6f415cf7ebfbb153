import type { Connection, EdgeChange, FinalConnectionState } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { FlowDocument, FlowNode, Point } from "@/api/types";
import { canvas as t } from "@/app/strings/canvas";
import type { Size } from "@/features/flow/map/graph";
import type { MapLayout } from "@/features/flow/map/layout";
import { findNode } from "@/flow-model/links";
import { useEditor } from "../use-editor";
import { linesOf, type StepLine } from "./board";
import { connected, cut, mayConnect, turned, wayOfLine, type LineRef, type Start } from "./connecting";

interface Options {
  /** The canvas. */
  frame: RefObject<HTMLElement | null>;
  document: FlowDocument;
  /** The cards that are chosen. */
  selected: ReadonlySet<string>;
  layout: MapLayout | null;
  /** How large cards are where they lie. */
  sizeOf: (node: FlowNode) => Size;
  /** A line was let go over nothing: what is to be there? */
  onLoose: (at: Point, start: Start) => void;
}

/** What keys do with lines. */
export interface Lines {
  isChosen: () => boolean;
  chosen: () => LineRef | undefined;
  /** Chooses the next of the lines that leave the card one is on, round and round. */
  walk: (by: 1 | -1) => void;
  /** Chooses none; false where none was. */
  letGo: () => boolean;
}

/** The lines between cards: how they are chosen, drawn, turned and cut. */
export function useLines({ frame, document, selected, layout, sizeOf, onLoose }: Options) {
  const { session, refuse, say } = useEditor();
  const [chosen, setChosen] = useState<string | null>(null);
  // A line is chosen only as long as no card becomes so.
  const [chosenWith, setChosenWith] = useState(selected);
  if (chosenWith !== selected) {
    setChosenWith(selected);
    setChosen(null);
  }
  const known = useRef<ReadonlyMap<string, StepLine>>(new Map());
  const lines = useMemo(
    // oxlint-disable-next-line react-hooks/refs -- what was drawn before, to draw anew only what is other
    () => linesOf({ document, sizeOf, selected, layout, chosen }, known.current),
    [document, selected, layout, sizeOf, chosen],
  );
  const chosenLine = lines.find(({ id }) => id === chosen);
  const latest = useRef(chosenLine);
  useEffect(() => {
    known.current = new Map(lines.map((line) => [line.id, line]));
    latest.current = chosenLine;
  }, [lines, chosenLine]);

  const byKeys = useMemo<Lines>(
    () => ({
      isChosen: () => latest.current !== undefined,
      chosen: () => latest.current?.data?.ref,
      walk: (by) => {
        const { node, document } = session;
        if (!node) return;
        const ways = [...known.current.values()].filter(({ source }) => source === node.id);
        const here = ways.findIndex(({ id }) => id === latest.current?.id);
        const next = ways.at(here < 0 && by < 0 ? -1 : (here + by) % ways.length);
        if (!next) return say(t.said.noLines(node.title));
        setChosen(next.id);
        const title = (id: string) => findNode(document, id)?.title ?? "";
        const told = t.chosen.line(next.data?.label ?? "", title(next.source), title(next.target));
        say(t.said.line(told, ways.indexOf(next) + 1, ways.length));
      },
      letGo: () => {
        if (!latest.current) return false;
        setChosen(null);
        say(t.said.letGo(session.node?.title ?? ""));
        return true;
      },
    }),
    [session, say],
  );

  const connect = useCallback(
    (start: Start, to: string) => {
      const { document } = session;
      if (!mayConnect(document, start, to)) {
        refuse(t.said.notAllowed, t.notAllowed.text);
        return;
      }
      const title = (id: string) => findNode(document, id)?.title ?? "";
      session.edit(connected(document, start, to));
      say(t.said.connected(title(start.node), title(to)));
    },
    [session, refuse, say],
  );

  const cutChosen = useCallback(() => {
    const ref = latest.current?.data?.ref;
    if (!ref) return false;
    setChosen(null);
    session.edit(cut(session.document, ref));
    say(t.said.cut);
    return true;
  }, [session, say]);

  const onEdgesChange = useCallback((changes: EdgeChange<StepLine>[]) => {
    for (const change of changes) {
      if (change.type !== "select") continue;
      setChosen((before) => (change.selected ? change.id : before === change.id ? null : before));
    }
  }, []);
  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle !== null) connect({ node: source, way: sourceHandle }, target);
    },
    [connect],
  );
  /** Over a card it leads there, over nothing to a new node. */
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, { isValid, fromNode, fromHandle }: FinalConnectionState) => {
      if (isValid || !fromNode || !fromHandle?.id) return;
      const at = "changedTouches" in event ? event.changedTouches[0] : event;
      if (!at) return;
      const start = { node: fromNode.id, way: fromHandle.id };
      const under = globalThis.document.elementFromPoint(at.clientX, at.clientY);
      const to = under?.closest<HTMLElement>(".react-flow__node")?.dataset.id;
      if (to !== undefined) connect(start, to);
      else if (frame.current?.contains(under)) onLoose({ x: at.clientX, y: at.clientY }, start);
    },
    [connect, frame, onLoose],
  );
  const onReconnect = useCallback(
    ({ data }: StepLine, { source, sourceHandle, target }: Connection) => {
      if (!data) return;
      const { document } = session;
      const start = { node: source, way: sourceHandle ?? wayOfLine(data.ref) };
      const changes = turned(document, data.ref, start, target);
      if (changes.length === 0) return;
      session.edit(changes);
      const title = (id: string) => findNode(document, id)?.title ?? "";
      say(t.said.turned(title(source), title(target)));
    },
    [session, say],
  );
  const isValidConnection = useCallback(
    ({ source, sourceHandle, target }: Connection | StepLine) =>
      sourceHandle != null && mayConnect(session.document, { node: source, way: sourceHandle }, target),
    [session],
  );

  return {
    lines,
    chosenLine,
    cutChosen,
    byKeys,
    /** Marks a line, or none. */
    mark: setChosen,
    handlers: { onEdgesChange, onConnect, onConnectEnd, onReconnect, isValidConnection },
  };
}
