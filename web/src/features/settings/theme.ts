/** The theme as a preference: applied on this device at once, kept on the server for the person's others. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryClient } from "@/app/query";
import { setTheme, THEMES, type Theme } from "@/app/theme";
import { toast } from "@/ui/toast";
import { saveSetting, settingsQuery } from "./queries";

const KEY = "theme";

/** Shows the theme and keeps it. */
export function chooseTheme(theme: Theme): void {
  setTheme(theme);
  queryClient.setQueryData(settingsQuery.queryKey, (known) =>
    known ? { ...known, items: { ...known.items, [KEY]: theme } } : known,
  );
  saveSetting(KEY, theme).catch(toast.problem);
}

/** Shows what was chosen on another device, once it is known. Without an answer this device's own choice holds. */
export function useKeptTheme(): void {
  const items: Record<string, unknown> | undefined = useQuery(settingsQuery).data?.items;
  const kept = items?.[KEY];
  useEffect(() => {
    const theme = THEMES.find((known) => known === kept);
    if (theme) setTheme(theme);
  }, [kept]);
}
