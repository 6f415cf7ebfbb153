import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import { Face, type FaceProps } from "./face";

export type CardNode = Node<Omit<FaceProps, "isSelected">, "card">;

/** A node on the map. */
export const Card = memo(function Card({ data, selected }: NodeProps<CardNode>) {
  return (
    <>
      {/* The lines know their ends already; these only tell the library that there are some. */}
      <Handle type="target" position={Position.Top} isConnectable={false} className="invisible" />
      <Face {...data} isSelected={selected} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className="invisible" />
    </>
  );
});
