/** Whether flows are shown as a table or as cards: a preference, kept for the person's other devices. */
import { useQuery } from "@tanstack/react-query";
import { LayoutGrid, Rows3 } from "lucide-react";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { saveSetting, settingsQuery } from "@/features/settings/queries";
import { IconButton } from "@/ui/button";
import { toast } from "@/ui/toast";

export type Layout = "table" | "cards";

const KEY = "flows_layout";
const t = strings.flows;

/** What was chosen. Narrow screens have cards in any case. */
export function useLayout(): Layout {
  const items: Record<string, unknown> | undefined = useQuery(settingsQuery).data?.items;
  return items?.[KEY] === "cards" ? "cards" : "table";
}

function chooseLayout(layout: Layout): void {
  queryClient.setQueryData(settingsQuery.queryKey, (known) =>
    known ? { ...known, items: { ...known.items, [KEY]: layout } } : known,
  );
  saveSetting(KEY, layout).catch(toast.problem);
}

/** Goes from one to the other. */
export function LayoutSwitch({ className }: { className?: string }) {
  const isCards = useLayout() === "cards";
  return (
    <IconButton
      icon={isCards ? Rows3 : LayoutGrid}
      label={isCards ? t.asTable : t.asCards}
      onClick={() => chooseLayout(isCards ? "table" : "cards")}
      className={className}
    />
  );
}
