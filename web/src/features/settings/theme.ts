/** The theme as a preference: applied on this device at once, kept on the server for the person's others. */
import { useEffect } from "react";
import { setTheme, THEMES, type Theme } from "@/app/theme";
import { keepSetting, useKept } from "./queries";

const KEY = "theme";

/** Shows the theme and keeps it. */
export function chooseTheme(theme: Theme): void {
  setTheme(theme);
  keepSetting(KEY, theme);
}

/** Shows what was chosen on another device, once it is known. */
export function useKeptTheme(): void {
  const kept = useKept(KEY);
  useEffect(() => {
    const theme = THEMES.find((known) => known === kept);
    if (theme) setTheme(theme);
  }, [kept]);
}
