import { strings } from "@/app/strings";
import type { MapPanelProps } from "../map-panel";
import { DrawnMap } from "./drawn-map";
import { StepPanel } from "./step-panel";

/** The map of a flow, with what each step says. */
export default function FlowMap({ flow, node }: MapPanelProps) {
  return (
    <DrawnMap
      drawingKey={[flow.id, flow.version]}
      document={flow.tree_structure}
      label={strings.flow.map.label}
      findings={flow.findings}
      node={node}
      renderPanel={(node, select, close) => (
        <StepPanel flow={flow} node={node} onSelect={select} onClose={close} />
      )}
    />
  );
}
