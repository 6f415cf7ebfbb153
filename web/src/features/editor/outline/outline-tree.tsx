import { ListPlus } from "lucide-react";
import { useId, useMemo, useState, type KeyboardEvent } from "react";
import { canvas } from "@/app/strings/canvas";
import { editor as t } from "@/app/strings/editor";
import { countByNode } from "@/flow-model/finding-counts";
import { visibleLines } from "@/flow-model/outline";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { useMedia } from "@/ui/use-media";
import { linesOf, WHOLE_FLOW } from "../session";
import { useCompletion } from "../templates";
import { useEditor, useEditorState } from "../use-editor";
import { OutlineLine } from "./outline-line";
import { placesOf } from "./places";
import { useWindow } from "./use-window";

export interface OutlineTreeProps {
  /** A line was chosen with the pointer. */
  onOpen: () => void;
  /** The chosen line is to be edited. */
  onEdit: () => void;
}

/** The lines of the flow as a tree that is walked with the arrow keys. Only those in sight are drawn. */
export function OutlineTree({ onOpen, onEdit }: OutlineTreeProps) {
  const { session, findings, found, add, say } = useEditor();
  const { history, cursor, selected, collapsed } = useEditorState(session);
  const { document } = history.draft;
  const isTouch = useMedia("(pointer: coarse)");
  const rowHeight = isTouch ? 46 : 36;
  const id = useId();

  const lines = useMemo(() => visibleLines(linesOf(document), collapsed), [document, collapsed]);
  const places = useMemo(() => placesOf([0, ...lines.map(({ depth }) => depth)]), [lines]);
  const counts = useMemo(() => countByNode(findings), [findings]);
  const completion = useCompletion(document);
  const filled = useMemo(
    () => new Map(completion?.nodes.map((node) => [node.node_id, node] as const)),
    [completion],
  );
  const keys = useMemo(() => [WHOLE_FLOW, ...lines.map(({ key }) => key)], [lines]);
  const current = keys.indexOf(cursor);
  const firstApart = lines.findIndex(({ isApart }) => isApart);
  const { frame, from, to, onScroll } = useWindow(keys.length, rowHeight, current);
  const [hasFocus, setFocus] = useState(false);

  const goTo = (place: number) => {
    const key = keys[Math.min(Math.max(0, place), keys.length - 1)];
    if (key !== undefined) session.goTo(key);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      chooseMore(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    const line = lines[current - 1];
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / rowHeight) - 1);
    switch (event.key) {
      case "ArrowDown":
        goTo(current + 1);
        break;
      case "ArrowUp":
        goTo(current - 1);
        break;
      case "Home":
        goTo(0);
        break;
      case "End":
        goTo(keys.length - 1);
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
          goTo(1 + lines.findLastIndex(({ depth }, place) => place < current - 1 && depth < line.depth));
        }
        break;
      case "Enter":
      case " ":
        onEdit();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <>
      <div
        ref={frame}
        data-outline-tree
        role="tree"
        aria-multiselectable
        tabIndex={0}
        aria-label={t.outline}
        aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onFocus={() => setFocus(true)}
        onBlur={() => setFocus(false)}
        className={cx(
          "relative min-h-0 overflow-y-auto overscroll-contain outline-none select-none",
          lines.length > 0 && "flex-1",
        )}
      >
        <div role="presentation" className="relative" style={{ height: keys.length * rowHeight + 12 }}>
          {keys.map((key, place) => {
            const isInSight = place >= from && place < to;
            if (!isInSight && place !== current) return null;
            return (
              <OutlineLine
                key={key}
                id={`${id}-${place}`}
                line={lines[place - 1]}
                place={places[place]}
                top={place * rowHeight + 6}
                height={rowHeight}
                isCurrent={place === current}
                isChosen={session.isChoosing ? isOf(selected, lines[place - 1]) : place === current}
                isHit={isOf(found.hits, lines[place - 1])}
                hasFocus={hasFocus}
                isFirstApart={place - 1 === firstApart && firstApart >= 0}
                isCollapsed={collapsed.has(key)}
                isIdea={document.kind === "impact"}
                counts={countsOf(key, lines[place - 1]?.node?.id)}
                completion={filled.get(lines[place - 1]?.node?.id ?? "")}
                onChoose={onChoose}
                onEdit={onEdit}
                onCollapse={onCollapse}
              />
            );
          })}
        </div>
      </div>
      {lines.length === 0 && (
        <EmptyState
          icon={ListPlus}
          title={t.empty}
          className="flex-1"
          actions={
            <Button variant="primary" onClick={() => add("below")}>
              {t.findings.fixes.add_first}
            </Button>
          }
        >
          {t.emptyText}
        </EmptyState>
      )}
    </>
  );

  function countsOf(key: string, node: string | undefined) {
    return key === WHOLE_FLOW ? counts.get("") : node === undefined ? undefined : counts.get(node);
  }
  function isOf(ids: ReadonlySet<string>, line: (typeof lines)[number] | undefined): boolean {
    return line?.node !== undefined && ids.has(line.node.id);
  }
  function onChoose(key: string, isMore: boolean) {
    const id = lines.find((line) => line.key === key)?.node?.id;
    if (isMore && id !== undefined) {
      const { selected } = session.state;
      if (selected.has(id) && selected.size > 1)
        session.select([...selected].filter((other) => other !== id));
      else session.select([...selected, id], id);
      return;
    }
    session.goTo(key);
    onOpen();
  }
  /** Shift with an arrow key: the next step is chosen too. Answers that only jump are passed over. */
  function chooseMore(by: 1 | -1) {
    for (let place = current - 1 + by; place >= 0 && place < lines.length; place += by) {
      const id = lines[place]?.node?.id;
      if (id === undefined) continue;
      session.extendTo(id);
      say(canvas.said.chosen(session.state.selected.size));
      return;
    }
  }
  function onCollapse(key: string, isCollapsed: boolean) {
    session.collapse(key, isCollapsed);
  }
}
