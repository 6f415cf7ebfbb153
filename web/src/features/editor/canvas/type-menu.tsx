import { useRef } from "react";
import type { FlowKind, NodeType, Point } from "@/api/types";
import { strings } from "@/app/strings";
import { canvas } from "@/app/strings/canvas";
import { editor } from "@/app/strings/editor";
import { typesOf } from "@/flow-model/kinds";
import { Menu, MenuItem, MenuLabel } from "@/ui/menu";
import { NodeIcon } from "@/ui/node-icon";

export interface TypeMenuProps {
  kind: FlowKind;
  /** Where it opens, from the top left corner of what it is drawn in. */
  at: Point;
  /** What the new node is for: the label of the way that leads to it; undefined for one that nothing leads to. */
  from: string | undefined;
  onPick: (type: NodeType) => void;
  /** `isPicked`: what was picked has the focus by now. */
  onClose: (isPicked: boolean) => void;
}

/** Offers the kinds of node that a flow may hold, at a point of the canvas. */
export function TypeMenu({ kind, at, from, onPick, onClose }: TypeMenuProps) {
  const isPicked = useRef(false);
  return (
    <Menu
      open
      align="start"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose(isPicked.current);
      }}
      trigger={
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          style={{ left: at.x, top: at.y }}
          className="pointer-events-none absolute size-0"
        />
      }
    >
      <MenuLabel>{from === undefined ? canvas.menu.fresh : canvas.menu.from(from)}</MenuLabel>
      <TypeItems
        kind={kind}
        onPick={(type) => {
          isPicked.current = true;
          onPick(type);
        }}
      />
    </Menu>
  );
}

/** An item for each kind of node, with what it is for. */
export function TypeItems({ kind, onPick }: Pick<TypeMenuProps, "kind" | "onPick">) {
  const isIdea = kind === "impact";
  return typesOf(kind).map((type) => (
    <MenuItem key={type} onSelect={() => onPick(type)}>
      <span className="flex items-center gap-2.5">
        <NodeIcon type={type} isIdea={isIdea} />
        <span>
          <span className="block font-medium">{strings.common.nodeTypes[type]}</span>
          <span className="block text-sm text-muted">
            {isIdea && type === "solution" ? editor.types.idea : editor.types[type]}
          </span>
        </span>
      </span>
    </MenuItem>
  ));
}
