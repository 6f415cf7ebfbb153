import type { LucideIcon } from "lucide-react";
import type { useNavigate } from "@tanstack/react-router";
import type { Me } from "@/api/types";
import type { strings } from "@/app/strings";

export type ActionGroup = keyof typeof strings.shell.groups;

/** What an action may use when it runs. */
export interface ActionContext {
  navigate: ReturnType<typeof useNavigate>;
  /** Of the page that is open. */
  pathname: string;
  /** Who would run it, in which tenant. */
  me: Me;
}

/** Something a person can do: an entry of the command palette, of the shortcuts table, and a key. */
export interface Action {
  /** Unique among all actions. */
  id: string;
  label: string;
  group: ActionGroup;
  icon: LucideIcon;
  /** See [[keys]]. */
  keys?: string;
  /** Another key for the same. */
  otherKeys?: string;
  /** More words by which the palette finds it. */
  also?: string;
  /** Without it, always. A disabled action is neither listed nor run by its key. */
  enabled?: (context: ActionContext) => boolean;
  /**
   * Whether a press of its keys is for it, by where the focus is. Without it always. Where it is not, the key is the browser's
   * or a widget's; the table lists it nonetheless.
   */
  takesKeys?: () => boolean;
  /** Goes on while its key is held. */
  repeats?: boolean;
  /**
   * Over what its keys act besides the open page: over the page's own sheets, or over every dialog and menu. Without it the
   * keys are theirs.
   */
  over?: "sheets" | "everything";
  run: (context: ActionContext) => void;
}
