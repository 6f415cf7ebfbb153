/**
 * The actions that exist on every page. The command palette, the shortcuts table and the key handler read this table and
 * nothing else; a page adds its own with [[usePageActions]].
 */
import {
  BookOpen,
  FilePlus2,
  House,
  Import,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  ListTree,
  History,
  Search,
  Sun,
} from "lucide-react";
import { auth } from "@/api/client";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { currentTheme, setTheme } from "@/app/theme";
import type { Action } from "./action";

const t = strings.shell.actions;

export const ACTIONS: readonly Action[] = [
  {
    id: "palette",
    label: t.palette,
    group: "help",
    icon: Search,
    keys: "mod+k",
    run: () => overlays.open({ name: "palette" }),
  },
  {
    id: "shortcuts",
    label: t.shortcuts,
    group: "help",
    icon: Keyboard,
    keys: "?",
    also: "keys help",
    run: () => overlays.open({ name: "shortcuts" }),
  },
  {
    id: "go-home",
    label: t.home,
    group: "go",
    icon: House,
    keys: "g h",
    enabled: ({ pathname }) => pathname !== "/",
    run: ({ navigate }) => void navigate({ to: "/" }),
  },
  {
    id: "go-flows",
    label: t.flows,
    group: "go",
    icon: ListTree,
    keys: "g f",
    also: "trees runbooks list",
    enabled: ({ pathname }) => pathname !== "/flows",
    run: ({ navigate }) => void navigate({ to: "/flows" }),
  },
  {
    id: "go-sessions",
    label: t.sessions,
    group: "go",
    icon: History,
    keys: "g s",
    also: "history runs",
    enabled: ({ pathname }) => pathname !== "/sessions",
    run: ({ navigate }) => void navigate({ to: "/sessions" }),
  },
  {
    id: "new-flow",
    label: t.newFlow,
    group: "create",
    icon: FilePlus2,
    keys: "c",
    also: "create tree runbook procedure",
    run: () => overlays.open({ name: "new-flow" }),
  },
  {
    id: "import-flow",
    label: t.importFlow,
    group: "create",
    icon: Import,
    keys: "i",
    also: "paste mermaid markdown json upload",
    run: () => overlays.open({ name: "import" }),
  },
  {
    id: "theme-system",
    label: t.themeSystem,
    group: "appearance",
    icon: Monitor,
    enabled: () => currentTheme() !== "system",
    run: () => setTheme("system"),
  },
  {
    id: "theme-light",
    label: t.themeLight,
    group: "appearance",
    icon: Sun,
    also: "bright day mode",
    enabled: () => currentTheme() !== "light",
    run: () => setTheme("light"),
  },
  {
    id: "theme-dark",
    label: t.themeDark,
    group: "appearance",
    icon: Moon,
    also: "night mode",
    enabled: () => currentTheme() !== "dark",
    run: () => setTheme("dark"),
  },
  {
    id: "api-reference",
    label: t.apiReference,
    group: "help",
    icon: BookOpen,
    also: "openapi swagger docs curl",
    run: () => void window.open("/api/docs", "_blank", "noopener"),
  },
  {
    id: "sign-out",
    label: t.signOut,
    group: "help",
    icon: LogOut,
    also: "log out leave",
    run: () => void auth.signOut(),
  },
];
