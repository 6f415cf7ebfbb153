import { useMemo, useRef, useState } from "react";
import type { Finding } from "@/api/types";
import { canvas as c } from "@/app/strings/canvas";
import { editor as t } from "@/app/strings/editor";
import { behindOf, isInRow, move, type Direction, type Fate } from "@/flow-model/edits";
import { isOrdered } from "@/flow-model/kinds";
import { findNode, startOf } from "@/flow-model/links";
import { toast } from "@/ui/toast";
import type { CanvasHandle } from "./canvas/handle";
import { connected, handleOf, turned, type LineRef } from "./canvas/connecting";
import {
  added,
  chosenSteps,
  chosenWay,
  duplicated,
  duplicatedSeveral,
  placeAmong,
  removed,
} from "./commands";
import { WHOLE_FLOW, type EditorSession } from "./session";
import type { Editor } from "./use-editor";
import type { Found } from "./use-find";

interface Options {
  flowId: string;
  session: EditorSession;
  findings: readonly Finding[];
  found: Found;
  say: (text: string) => void;
  /** Shows the form, with the focus in the part that is named. */
  openForm: (field?: string) => void;
  /** Makes room for what is to be shown. */
  makeRoom: () => void;
  /** Has the focus somewhere, where it was in what is gone. */
  settle: () => void;
  /** Runs the draft from a node, for looking at it only. */
  tryFrom: (id: string | null) => void;
}

/** The question that stands open about the chosen node: where it is to lead, by which way on. */
export interface Connecting {
  node: string;
  way?: string;
  /** The line that is to lead elsewhere, if one is. */
  line?: LineRef;
}

/** What the parts of the editor's page do, and the questions that they ask before. */
export function useCommands(options: Options) {
  const { flowId, session, findings, found, say, openForm, makeRoom, settle, tryFrom } = options;
  const canvas = useRef<CanvasHandle | null>(null);
  const [removal, setRemoval] = useState<ReadonlySet<string> | null>(null);
  const [connecting, setConnecting] = useState<Connecting | null>(null);

  const editor = useMemo<Editor>(() => {
    const adopt: Editor["adopt"] = (changes, id) => {
      session.edit(changes, { cursor: id, isFresh: true });
      const node = findNode(session.document, id);
      if (node) say(c.said.added(node.type, node.title));
      openForm("title");
    };
    return {
      flowId,
      session,
      findings,
      found,
      canvas,
      say,
      refuse: toast.refusal,
      show: (key, field) => {
        session.goTo(key);
        makeRoom();
        // What led here is not in its form; a finger would have the keyboard come up.
        const isTouch = matchMedia("(pointer: coarse)").matches;
        openForm(field ?? (isTouch ? undefined : key === WHOLE_FLOW ? "name" : "title"));
      },
      editChosen: () => {
        // Of several the one that one is on.
        if (session.isChoosing) session.goTo(session.state.cursor);
        const { cursor } = session.state;
        openForm(cursor === WHOLE_FLOW ? "name" : session.line?.node ? "title" : "options");
      },
      adopt,
      add: (where) => {
        const { changes, id } = added(session, where);
        adopt(changes, id);
      },
      addOf: (type) => {
        const { changes, id } = added(session, "below", type);
        adopt(changes, id);
      },
      connect: () => {
        const line = canvas.current?.chosenLine();
        if (line) setConnecting({ node: line.from, way: handleOf(session.document, line), line });
        else if (session.node) setConnecting({ node: session.node.id, way: chosenWay(session) });
      },
      remove: () => {
        const ids = chosenSteps(session);
        if (behindOf(session.document, ids).length > 0) setRemoval(ids);
        else {
          removeChosen(session);
          settle();
        }
      },
      duplicate: () => {
        if (session.isChoosing) {
          const copies = duplicatedSeveral(session, canvas.current?.places());
          if (!copies) return;
          session.edit(copies.changes, { cursor: copies.ids[0], selected: copies.ids });
          say(c.said.duplicated(copies.ids.length));
          settle();
          return;
        }
        const copy = duplicated(session, t.copyOf);
        if (!copy) return;
        session.edit(copy.changes, { cursor: copy.id });
        say(c.said.duplicated(1));
        settle();
      },
      tryFrom: (id) => tryFrom(id ?? session.node?.id ?? startOf(session.document)?.id ?? null),
      undo: () => {
        say(session.undo() ? c.said.undone : c.said.nothingToUndo);
        settle();
      },
      redo: () => {
        say(session.redo() ? c.said.redone : c.said.nothingToRedo);
        settle();
      },
      move: (direction) => {
        const { line, document } = session;
        if (!line) return;
        const changes = move(document, { id: line.node?.id, via: line.via }, direction);
        const inRow = isInRow(document, line);
        session.edit(changes);
        if (changes.length === 0)
          toast.refusal(t.sorting.no[direction], inRow ? t.sorting.why.row : t.sorting.why.end);
        else if (inRow) say(passedTold(session, direction));
        // A checklist tells by itself what has moved where.
        else if (!isOrdered(document.kind)) say(placeTold(session));
      },
    };
  }, [flowId, session, findings, found, say, openForm, makeRoom, settle, tryFrom]);

  return {
    editor,
    removal: removal && {
      ids: removal,
      onClose: () => setRemoval(null),
      onRemove: (fate: Fate) => {
        setRemoval(null);
        removeChosen(session, fate);
        settle();
      },
    },
    connecting: connecting && {
      connecting,
      onWay: (way: string) => setConnecting({ ...connecting, way }),
      onClose: () => setConnecting(null),
      onConnect: (way: string, to: string) => {
        setConnecting(null);
        const { document } = session;
        const { node, line } = connecting;
        const start = { node, way };
        session.edit(line ? turned(document, line, start, to) : connected(document, start, to));
        const title = (id: string) => findNode(document, id)?.title ?? "";
        say(c.said[line ? "turned" : "connected"](title(node), title(to)));
      },
    },
  };
}

/** What a step has passed in the row of those that follow each other. */
function passedTold({ document, node, line }: EditorSession, direction: Direction): string {
  const other = direction === "up" ? findNode(document, node?.next) : line?.via?.from;
  return t.sorting.passed[direction](node?.title ?? "", other?.title ?? "");
}

function placeTold(session: EditorSession): string {
  const among = placeAmong(session);
  return among ? t.sorting.moved(among.name, among.place + 1, among.count) : "";
}

function removeChosen(session: EditorSession, fate?: Fate): void {
  const done = removed(session, fate);
  if (!done) return;
  session.edit(done.changes);
  const edit = session.lastEdit;
  const id = toast.success(done.count > 1 ? t.removing.doneBranch(done.count) : t.removing.done(done.title), {
    action: { label: t.removing.undo, run: () => void session.undo() },
  });
  // Once something else is done or undone, the way back would take back that.
  const stop = session.subscribe(() => {
    if (session.lastEdit === edit) return;
    stop();
    toast.dismiss(id);
  });
}
