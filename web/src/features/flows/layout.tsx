/** Whether flows are shown as a table or as cards: a preference, kept for the person's other devices. */
import { LayoutGrid, Rows3 } from "lucide-react";
import { strings } from "@/app/strings";
import { keepSetting, useKept } from "@/features/settings/queries";
import { IconButton } from "@/ui/button";

export type Layout = "table" | "cards";

const KEY = "flows_layout";
const t = strings.flows;

/** What was chosen. Narrow screens have cards in any case. */
export function useLayout(): Layout {
  return useKept(KEY) === "cards" ? "cards" : "table";
}

/** Goes from one to the other. */
export function LayoutSwitch({ className }: { className?: string }) {
  const isCards = useLayout() === "cards";
  return (
    <IconButton
      icon={isCards ? Rows3 : LayoutGrid}
      label={isCards ? t.asTable : t.asCards}
      onClick={() => keepSetting(KEY, isCards ? "table" : "cards")}
      className={className}
    />
  );
}
