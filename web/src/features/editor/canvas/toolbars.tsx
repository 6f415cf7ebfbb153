import { Copy, LayoutTemplate, PencilLine, Play, Plus, Spline, Trash2, Unlink, Workflow } from "lucide-react";
import type { PointerEvent } from "react";
import type { NodeType } from "@/api/types";
import { canvas as t } from "@/app/strings/canvas";
import { editor as editorStrings } from "@/app/strings/editor";
import { typesOf } from "@/flow-model/kinds";
import { findNode } from "@/flow-model/links";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Kbd } from "@/ui/kbd";
import { Menu } from "@/ui/menu";
import { NodeIcon } from "@/ui/node-icon";
import { useEditor, useEditorState } from "../use-editor";
import type { StepLine } from "./board";
import { TypeItems } from "./type-menu";

const BAR = "flex items-center gap-1 rounded-lg border border-line bg-raised p-1 shadow-md";

export interface PaletteProps {
  onPick: (type: NodeType) => void;
  onDrag: (type: NodeType, event: PointerEvent) => void;
  onArrange: () => void;
}

/** What can be added to the canvas and done with all of it. */
export function Palette({ onPick, onDrag, onArrange }: PaletteProps) {
  const { session } = useEditor();
  const { kind, nodes } = useEditorState(session).history.draft.document;
  return (
    <div role="toolbar" aria-label={t.palette.label} className={BAR}>
      <Menu
        align="start"
        trigger={
          <Button size="sm" variant="ghost" icon={Plus}>
            {t.palette.newStep}
          </Button>
        }
      >
        <TypeItems kind={kind} onPick={onPick} />
      </Menu>
      {/* A shortcut for the mouse; for keys and fingers there is the menu. */}
      <span aria-hidden className="flex items-center max-md:hidden touch:hidden">
        {typesOf(kind).map((type) => (
          <span
            key={type}
            data-type={type}
            title={t.palette.drag(type)}
            onPointerDown={(event) => onDrag(type, event)}
            className="cursor-grab rounded-md p-1 select-none hover:bg-hover"
          >
            <NodeIcon type={type} isIdea={kind === "impact"} />
          </span>
        ))}
      </span>
      <IconButton
        icon={LayoutTemplate}
        size="sm"
        label={t.palette.arrange}
        disabled={nodes.length < 2}
        onClick={onArrange}
      />
    </div>
  );
}

export interface ChosenBarProps {
  /** The line that is chosen. */
  line: StepLine | undefined;
  onCut: () => void;
  onArrange: () => void;
}

/** What can be done with what is chosen. */
export function ChosenBar({ line, onCut, onArrange }: ChosenBarProps) {
  const editor = useEditor();
  const { session } = editor;
  const { selected, history } = useEditorState(session);
  const { document } = history.draft;
  if (line?.data) {
    const title = (id: string) => findNode(document, id)?.title ?? "";
    return (
      <div
        role="toolbar"
        aria-label={t.chosen.label}
        className={cx(BAR, "w-max max-w-[min(36rem,calc(100vw-1.5rem))]")}
      >
        <span className="min-w-0 truncate px-2 text-sm text-muted">
          {t.chosen.line(line.data.label, title(line.source), title(line.target))}
        </span>
        <Button size="sm" icon={Unlink} onClick={onCut}>
          {t.chosen.deleteLine}
        </Button>
      </div>
    );
  }
  if (selected.size === 0) return null;
  const isOne = !session.isChoosing;
  return (
    <div role="toolbar" aria-label={t.chosen.label} className={BAR}>
      {isOne ? (
        <>
          <IconButton
            icon={PencilLine}
            size="sm"
            label={t.chosen.edit}
            hint={<Kbd keys="e" />}
            onClick={editor.editChosen}
            className="lg:hidden"
          />
          <IconButton
            icon={Plus}
            size="sm"
            label={t.chosen.addBelow}
            hint={<Kbd keys="a" />}
            onClick={() => editor.add("below")}
          />
          <IconButton
            icon={Spline}
            size="sm"
            label={t.chosen.connect}
            hint={<Kbd keys="l" />}
            onClick={editor.connect}
          />
          {document.kind !== "impact" && (
            <IconButton
              icon={Play}
              size="sm"
              label={editorStrings.actions.tryFrom}
              hint={<Kbd keys="p" />}
              onClick={() => editor.tryFrom()}
            />
          )}
        </>
      ) : (
        <>
          <span className="px-2 text-sm font-medium whitespace-nowrap tabular-nums">
            {t.chosen.many(selected.size)}
          </span>
          <IconButton icon={Workflow} size="sm" label={t.palette.arrangeChosen} onClick={onArrange} />
        </>
      )}
      <IconButton
        icon={Copy}
        size="sm"
        label={t.chosen.duplicate}
        hint={<Kbd keys="d" />}
        onClick={editor.duplicate}
      />
      <IconButton
        icon={Trash2}
        size="sm"
        label={t.chosen.delete}
        hint={<Kbd keys="delete" />}
        onClick={editor.remove}
      />
    </div>
  );
}
