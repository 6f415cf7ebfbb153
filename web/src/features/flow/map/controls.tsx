import { Background, BackgroundVariant, MiniMap, Panel, useReactFlow, type Node } from "@xyflow/react";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { useDeferredValue, type ReactNode } from "react";
import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { IconButton } from "@/ui/button";
import { nodeLook } from "@/ui/node-icon";
import type { Size } from "./graph";

const t = strings.flow.map;

/** What lies under the cards of the map and the canvas. */
export function Ground() {
  return <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--line-strong)" />;
}

/** The whole in small, to go elsewhere in it. Drawn after the cards, which one waits for: it has a piece for each node too. */
export function Overview({ label, size }: { label: string; size?: Size }) {
  const isItsTurn = useDeferredValue(true, false);
  if (!isItsTurn) return null;
  return (
    <MiniMap
      pannable
      zoomable
      ariaLabel={label}
      className="max-sm:hidden"
      style={size}
      nodeColor={colourOf}
      nodeBorderRadius={6}
      maskColor="color-mix(in srgb, var(--bg) 70%, transparent)"
      bgColor="var(--surface)"
    />
  );
}

const COLOURS = {
  neutral: "var(--control)",
  accent: "var(--accent)",
  success: "var(--success)",
  warning: "var(--warning)",
  danger: "var(--danger)",
  info: "var(--info)",
  violet: "var(--violet-fg)",
};

function colourOf({ data }: Node): string {
  return COLOURS[nodeLook((data as { node: FlowNode }).node.type).tone];
}

/** Buttons to come nearer and go away; others may stand below them. */
export function ZoomPanel({ children }: { children?: ReactNode }) {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <Panel
      position="bottom-left"
      className="flex flex-col rounded-lg border border-line bg-raised p-0.5 shadow-md"
    >
      <IconButton icon={ZoomIn} label={t.zoomIn} size="sm" onClick={() => void zoomIn({ duration: 120 })} />
      <IconButton
        icon={ZoomOut}
        label={t.zoomOut}
        size="sm"
        onClick={() => void zoomOut({ duration: 120 })}
      />
      <IconButton
        icon={Maximize}
        label={t.fit}
        size="sm"
        onClick={() => void fitView({ padding: 0.08, duration: 200 })}
      />
      {children}
    </Panel>
  );
}
