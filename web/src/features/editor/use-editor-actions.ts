import { useEffect, useMemo, useRef } from "react";
import { usePageActions } from "@/app/actions";
import { editorActions } from "./actions";
import { WHOLE_FLOW } from "./session";
import type { Clipboard } from "./use-clipboard";
import type { Editor } from "./use-editor";
import type { Finder } from "./use-find";
import type { useParts } from "./use-parts";

interface Options {
  editor: Editor;
  parts: ReturnType<typeof useParts>;
  finder: Finder;
  clipboard: Clipboard;
  publish: () => Promise<void>;
}

/** Adds what the editor does to the actions table. */
export function useEditorActions({ editor, parts, finder, clipboard, publish }: Options): void {
  const latest = useRef({ publish, parts, clipboard, finder });
  useEffect(() => {
    latest.current = { publish, parts, clipboard, finder };
  });
  const actions = useMemo(
    () =>
      // oxlint-disable-next-line react-hooks/refs -- read when an action runs, not when the page is drawn
      editorActions({
        editor,
        publish: () => void latest.current.publish(),
        toggleFindings: () => latest.current.parts.setFindingsOpen((before) => !before),
        about: () => editor.show(WHOLE_FLOW, "name"),
        clipboard: {
          copy: () => latest.current.clipboard.copy(),
          cut: () => latest.current.clipboard.cut(),
          paste: () => latest.current.clipboard.paste(),
        },
        toOutline: () => latest.current.parts.goTo("outline"),
        toCanvas: () => latest.current.parts.goTo("canvas"),
        nextView: () => latest.current.parts.nextView(),
        find: () => {
          latest.current.finder.open();
          document.querySelector<HTMLInputElement>("[data-find]")?.select();
        },
      }),
    [editor],
  );
  usePageActions(actions);
}
