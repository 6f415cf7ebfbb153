import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import type { Completion, FlowDocument, FlowNode, NodeType } from "@/api/types";
import { strings } from "@/app/strings";
import { canvas } from "@/app/strings/canvas";
import { editor as t } from "@/app/strings/editor";
import { moveAll, moveAllTo, newNode, withSections } from "@/flow-model/edits";
import { countByNode } from "@/flow-model/finding-counts";
import { visibleLines, type OutlineLine } from "@/flow-model/outline";
import { stepsIn } from "@/flow-model/sections";
import { useMedia } from "@/ui/use-media";
import { linesOf, WHOLE_FLOW } from "../session";
import { useCompletion } from "../templates";
import { useEditor, useEditorState } from "../use-editor";
import { Adder } from "./adder";
import { ChecklistLine, type SectionSum } from "./checklist-line";
import { layOut, type ChecklistRow } from "./checklist-rows";
import type { OutlineTreeProps } from "./outline-tree";
import { placesOf } from "./places";
import { useChecklistDrag } from "./use-checklist-drag";

const MOUSE = { heading: 46, step: 38, add: 36 };
const FINGER = { heading: 52, step: 48, add: 46 };
/** So far beyond the edges rows are kept, so that scrolling shows no gaps. */
const BEYOND = 500;

/** A procedure as the list that it is: sections with their steps, sorted by dragging or by keys, added to in place. */
export function Checklist({ onOpen, onEdit }: OutlineTreeProps) {
  const { session, findings, say } = useEditor();
  const { history, cursor, selected, collapsed } = useEditorState(session);
  const { document } = history.draft;
  const heights = useMedia("(pointer: coarse)") ? FINGER : MOUSE;
  const id = useId();

  const lines = useMemo(() => visibleLines(linesOf(document), collapsed), [document, collapsed]);
  const { rows, boxes, height } = useMemo(
    () => layOut(document, lines, collapsed, heights),
    [document, lines, collapsed, heights],
  );
  const places = useMemo(() => placesOf(lines.map(({ depth }) => depth)), [lines]);
  const counts = useMemo(() => countByNode(findings), [findings]);
  const completion = useCompletion(document);
  const filled = useMemo(
    () => new Map(completion?.nodes.map((node) => [node.node_id, node] as const)),
    [completion],
  );
  const sums = useMemo(() => sumsOf(document, completion), [document, completion]);
  const current = lines.findIndex(({ key }) => key === cursor);
  const { frame, isInSight, onScroll } = useSight(rows, cursor);
  const [hasFocus, setFocus] = useState(false);
  const said = useMoves(document, cursor);

  /** What moves when this is moved: all that are chosen, if it is one of them. */
  const moving = (key: string) => (selected.has(key) ? selected : new Set([key]));
  const { drag, begin } = useChecklistDrag({
    rows,
    frame,
    onDrop: (key, row) => {
      const ids = moving(key);
      const to = placeBefore(document, rows, row);
      const isSection = document.nodes.some(({ id, type }) => ids.has(id) && type === "section_header");
      const at = isSection ? betweenSections(document, to) : to;
      session.edit(moveAllTo(document, ids, at), { cursor: key, selected: ids });
    },
  });
  const dragged = useMemo(
    () => (drag ? withSections(document, selected.has(drag.key) ? selected : new Set([drag.key])) : null),
    [document, drag, selected],
  );

  const goTo = (place: number, extend = false) => {
    const line = lines[Math.min(Math.max(0, place), lines.length - 1)];
    if (!line) return;
    if (!extend) return session.goTo(line.key);
    session.extendTo(line.key);
    say(canvas.said.chosen(session.state.selected.size));
  };
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    session.select(next, next.has(key) ? key : undefined);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
    const line = lines[current];
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / heights.step) - 1);
    if (event.altKey) {
      const direction = ({ ArrowUp: "up", ArrowDown: "down" } as const)[event.key];
      if (!direction || selected.size < 2) return;
      session.edit(moveAll(document, selected, direction), { selected });
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    switch (event.key) {
      case "ArrowDown":
        goTo(current + 1, event.shiftKey);
        break;
      case "ArrowUp":
        goTo(current - 1, event.shiftKey);
        break;
      case "Home":
        goTo(0);
        break;
      case "End":
        goTo(lines.length - 1);
        break;
      case "PageDown":
        goTo(current + page);
        break;
      case "PageUp":
        goTo(current - page);
        break;
      case "ArrowRight":
        if (line?.hasChildren && collapsed.has(line.key)) session.collapse(line.key, false);
        else if (line?.hasChildren) goTo(current + 1);
        break;
      case "ArrowLeft":
        if (line?.hasChildren && !collapsed.has(line.key)) session.collapse(line.key, true);
        else if (line && line.depth > 0) {
          goTo(lines.findLastIndex(({ depth }, place) => place < current && depth < line.depth));
        }
        break;
      case " ":
        say(session.toggle() ? canvas.said.chosen(session.state.selected.size) : canvas.said.onlyChosen);
        break;
      case "Enter":
        onEdit();
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const onChoose = (key: string, event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) return toggle(key);
    if (event.shiftKey && current >= 0) {
      const place = lines.findIndex((line) => line.key === key);
      const [from, to] = [Math.min(place, current), Math.max(place, current)];
      return session.select(
        lines.slice(from, to + 1).map((line) => line.key),
        cursor,
      );
    }
    session.goTo(key);
    onOpen();
  };
  const add = (type: NodeType, title: string, at: number) => {
    const node = newNode(type, title);
    session.edit([{ op: "add", node, at }], { cursor: node.id });
  };

  return (
    <div
      ref={frame}
      onScroll={onScroll}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain bg-bg select-none"
    >
      <div className="relative" style={{ height }}>
        {boxes.map((box) => (
          <div
            key={box.key}
            aria-hidden
            style={{ top: box.top - 1, height: box.height + 2 }}
            className="absolute inset-x-3 rounded-lg border border-line bg-surface shadow-sm"
          />
        ))}
        <div
          data-outline-tree
          role="tree"
          aria-multiselectable
          tabIndex={0}
          aria-label={t.outline}
          aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
          onKeyDown={onKeyDown}
          onFocus={() => setFocus(true)}
          onBlur={() => setFocus(false)}
          className="absolute inset-0 outline-none"
        >
          {rows.map((row) => {
            if (row.kind !== "line" || (!isInSight(row) && row.key !== cursor)) return null;
            const { line, key } = row;
            const { node } = line;
            if (!node) return null;
            const place = lines.indexOf(line);
            return (
              <ChecklistLine
                key={key}
                id={`${id}-${place}`}
                line={{ ...line, node }}
                place={places[place]}
                sum={sums.get(key)}
                top={row.top}
                height={row.height}
                isCurrent={key === cursor}
                isChosen={selected.has(key)}
                hasSeveral={selected.size > 1}
                hasFocus={hasFocus}
                isCollapsed={collapsed.has(key)}
                isDragged={dragged?.has(key) ?? false}
                counts={counts.get(key)}
                completion={filled.get(key)}
                onChoose={(event) => onChoose(key, event)}
                onToggle={() => toggle(key)}
                onEdit={onEdit}
                onCollapse={() => session.collapse(key, !collapsed.has(key))}
                onDragStart={(event) => begin(key, event)}
              />
            );
          })}
        </div>
        {rows.map(
          (row) =>
            row.kind !== "line" &&
            isInSight(row) && (
              <div
                key={row.key}
                style={{ top: row.top, height: row.height, paddingLeft: 18 + row.depth * 20 }}
                className="absolute inset-x-4"
              >
                <Adder
                  isSection={row.kind === "add-section"}
                  label={row.kind === "add" ? t.checklist.addStep : t.checklist.addSection}
                  onAdd={(title) =>
                    add(row.kind === "add" ? "procedure_step" : "section_header", title, row.at)
                  }
                />
              </div>
            ),
        )}
        {drag && dragged && (
          <div
            aria-hidden
            className="pointer-events-none absolute inset-x-4 h-0.5 rounded-full bg-accent"
            style={{ top: (rows[drag.row]?.top ?? height) - 1 }}
          />
        )}
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

/** The place in the document before which a row's line is, or what is added there. */
function placeBefore({ nodes }: FlowDocument, rows: readonly ChecklistRow[], row: number): number {
  const target = rows[row];
  if (!target) return nodes.length;
  return target.kind === "line" ? nodes.findIndex(({ id }) => id === target.key) : target.at;
}

/** A section is not dropped into another: it goes behind that. */
function betweenSections({ nodes }: FlowDocument, place: number): number {
  const next = nodes.findIndex(
    ({ type }, at) => at >= place && (type === "section_header" || type === "procedure_end"),
  );
  return next < 0 ? nodes.length : next;
}

/** How many steps each section has, how long they take, and how much of them is filled in. */
function sumsOf({ nodes }: FlowDocument, completion: Completion | null): ReadonlyMap<string, SectionSum> {
  const rates = new Map(completion?.sections.map(({ id, completion_rate }) => [id, completion_rate]));
  const sums = new Map<string, SectionSum>();
  nodes.forEach(({ id, type }, place) => {
    if (type !== "section_header") return;
    const steps = stepsIn(nodes, place);
    const minutes = steps.reduce((sum, { est_minutes }) => sum + (est_minutes ?? 0), 0);
    sums.set(id, { steps: steps.length, minutes, rate: rates.get(id) ?? 0 });
  });
  return sums;
}

/** Which rows are in sight. The chosen one comes into sight. */
function useSight(rows: readonly ChecklistRow[], cursor: string) {
  const frame = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ from: 0, to: 1_600 });
  const look = () => {
    const element = frame.current;
    if (!element) return;
    const from = element.scrollTop - BEYOND;
    const to = element.scrollTop + element.clientHeight + BEYOND;
    // In steps, so that not every pixel draws anew.
    if (Math.abs(from - sight.from) > BEYOND / 2 || Math.abs(to - sight.to) > BEYOND / 2)
      setSight({ from, to });
  };
  const row = cursor === WHOLE_FLOW ? undefined : rows.find(({ key }) => key === cursor);
  const [top, bottom] = [row?.top, row && row.top + row.height];
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || top === undefined || bottom === undefined) return;
    const margin = 48;
    if (top - margin < element.scrollTop) element.scrollTop = top - margin;
    else if (bottom + margin > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom + margin - element.clientHeight;
  }, [top, bottom]);
  return {
    frame,
    isInSight: ({ top, height }: ChecklistRow) => top + height > sight.from && top < sight.to,
    onScroll: look,
  };
}

/** Says where a step is when it has been moved. */
function useMoves(document: FlowDocument, cursor: string): string {
  const [said, setSaid] = useState("");
  const before = useRef(document);
  useEffect(() => {
    const [old, now] = [before.current.nodes, document.nodes];
    before.current = document;
    if (old === now || old.length !== now.length) return;
    const place = now.findIndex(({ id }) => id === cursor);
    const node = now[place];
    if (!node || old[place]?.id === cursor) return;
    setSaid(placeInWords(linesOf(document), node));
  }, [document, cursor]);
  return said;
}

function placeInWords(lines: readonly OutlineLine[], node: FlowNode): string {
  const at = lines.findIndex((line) => line.node === node);
  const heading = lines.findLast((line, place) => place < at && line.node?.type === "section_header")?.node;
  const number = lines[at]?.number;
  const title = node.title || strings.flow.untitled;
  if (number !== undefined) return t.checklist.movedStep(title, number, heading?.title);
  const sections = lines.filter((line) => line.node?.type === "section_header");
  return t.checklist.movedSection(
    title,
    sections.findIndex((line) => line.node === node) + 1,
    sections.length,
  );
}
