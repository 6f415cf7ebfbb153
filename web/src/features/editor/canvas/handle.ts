/** What the rest of the editor may ask of the canvas while it is shown. */
import type { Point } from "@/api/types";
import type { LineRef } from "./connecting";

export interface CanvasHandle {
  focus: () => void;
  hasFocus: () => boolean;
  zoom: (by: "in" | "out") => void;
  fit: () => void;
  zoomToChosen: () => void;
  /** Arranges what is chosen where that are several, else all. */
  arrange: () => void;
  /** Offers the kinds of a new node below the one that is chosen. */
  newStep: () => void;
  /** Moves what is chosen by so many steps of the grid. */
  nudge: (by: Point) => void;
  /** Chooses the next of the lines that leave the chosen card. */
  walkLines: (by: 1 | -1) => void;
  /** The line that is chosen. */
  chosenLine: () => LineRef | undefined;
  /** Cuts the line that is chosen; false when none is. */
  cutLine: () => boolean;
  /** Where every node lies. */
  places: () => ReadonlyMap<string, Point>;
  /** The middle of what is in sight. */
  middle: () => Point;
}
