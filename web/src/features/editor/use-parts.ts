import { useCallback, useEffect, useRef, useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { useMedia, WIDE } from "@/ui/use-media";
import { focusCanvas, focusFindings, focusOutline, isFocusLost, partOf } from "./parts";
import { drawnParts, shownView, useEditorView, VIEWS, type EditorView, type Part } from "./view";

/** From which width on findings, or outline and canvas, have a column of their own. */
const VERY_WIDE = "(min-width: 84rem)";

interface Options {
  hasCanvas: boolean;
  /** There is something to be mended. */
  hasErrors: boolean;
}

/** Which parts of the page are drawn, and the ways from one to the other. */
export function useParts({ hasCanvas, hasErrors }: Options) {
  const isWide = useMedia(WIDE);
  const isVeryWide = useMedia(VERY_WIDE);
  const [wanted, setView] = useEditorView(useMe().user.id);
  const view = hasCanvas ? shownView(wanted, isVeryWide ? "three" : isWide ? "two" : "one") : "outline";
  const views = VIEWS.filter((each) => each !== "both" || isVeryWide);
  const [findingsOpen, setFindingsOpen] = useState(
    // Where there is no room of their own for them they would lie over what one came for.
    isVeryWide && view === "outline" && hasErrors,
  );
  const hasFindings = isVeryWide && findingsOpen;
  const drawn = drawnParts(view, hasFindings);

  /** Shows one of the two, and the focus on it once it is drawn. */
  const [goesTo, setGoesTo] = useState<{ part: Part } | null>(null);
  const goTo = (part: Part) => {
    if (!drawn[part]) {
      const next: EditorView = isVeryWide ? "both" : part;
      if (next !== view) setView(next);
      if (!drawnParts(next, hasFindings)[part]) setFindingsOpen(false);
    }
    setGoesTo({ part });
  };
  useEffect(() => {
    if (goesTo?.part === "outline") focusOutline();
    else if (goesTo) focusCanvas();
  }, [goesTo]);

  /** Where the focus has gone with what had it, it goes on to what is drawn. */
  const [settled, setSettled] = useState<object | null>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else if (isFocusLost()) void ((hasFindings && focusFindings()) || focusOutline() || focusCanvas());
  }, [hasFindings, view]);
  useEffect(() => {
    if (settled && isFocusLost()) void (focusOutline() || focusCanvas());
  }, [settled]);
  const settle = useCallback(() => setSettled({}), []);

  /** Which of the two had the focus last, to come back there from the form. */
  const cameFrom = useRef<Part>("outline");
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      cameFrom.current = partOf(target) ?? cameFrom.current;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  const makeRoom = useCallback(() => {
    if (!isVeryWide) setFindingsOpen(false);
  }, [isVeryWide, setFindingsOpen]);

  return {
    isWide,
    view,
    views,
    setView,
    drawn,
    findingsOpen,
    setFindingsOpen,
    hasFindings,
    goTo,
    /** To where one came from; if that is not drawn, to what is. */
    goBack: () => goTo(drawn[cameFrom.current] ? cameFrom.current : drawn.canvas ? "canvas" : "outline"),
    nextView: () => {
      const next = views[(views.indexOf(view) + 1) % views.length];
      if (next) setView(next);
    },
    makeRoom,
    settle,
  };
}
