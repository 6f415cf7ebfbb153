import { createContext, use } from "react";
import type { Point } from "@/api/types";
import type { Start } from "./connecting";

/** What cards ask of the canvas that they are on. */
export interface CanvasCommands {
  /** Offers a new node at a point of the screen, to which a way of a node leads. */
  newAt: (at: Point, start: Start) => void;
}

export const CanvasCommandsContext = createContext<CanvasCommands | null>(null);

export function useCanvasCommands(): CanvasCommands {
  const commands = use(CanvasCommandsContext);
  if (!commands) throw new Error("useCanvasCommands is for parts of the canvas");
  return commands;
}
