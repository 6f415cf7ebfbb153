import { changes as t } from "@/app/strings/changes";
import { isOrdered } from "@/flow-model/kinds";
import type { FlowKind } from "@/api/types";
import { Segmented } from "@/ui/segmented";
import type { ViewSearch } from "./view";

export interface ViewSwitchProps {
  kind: FlowKind;
  view: ViewSearch["view"];
  onChange: (search: ViewSearch) => void;
  className?: string;
}

/** Changes as a list, or where they are: on the map, or in the order of a checklist. */
export function ViewSwitch({ kind, view, onChange, className }: ViewSwitchProps) {
  return (
    <Segmented
      label={t.view}
      value={view ?? "list"}
      options={[
        { value: "list", label: t.asList },
        { value: "map", label: isOrdered(kind) ? t.inOutline : t.onMap },
      ]}
      onChange={(next) => onChange({ view: next === "map" ? next : undefined })}
      className={className}
    />
  );
}
