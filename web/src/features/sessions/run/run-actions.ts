import {
  ArrowLeft,
  Check,
  CircleCheckBig,
  Copy,
  CornerUpRight,
  ListPlus,
  MessageSquareText,
  Pause,
  Play,
  SkipForward,
  StickyNote,
  X,
} from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { FlowNode } from "@/api/types";
import { usePageActions, type Action } from "@/app/actions";
import { isTyping } from "@/app/actions/keys";
import { run as words } from "@/app/strings/run";
import { answer, finish, RESULTS, saveNote } from "./answers";
import { togglePause } from "./run-bar";
import type { Run, RunAtStep } from "./use-run";

const t = words;
const RESULT_ICONS = { done: Check, skipped: SkipForward, failed: X };
const MOST_ANSWER_KEYS = 9;
const LONGEST_LABEL = 60;

/** What the page does for the keys that are not about the run itself. */
export interface RunDoors {
  goBack: () => void;
  jump: () => void;
  insert: () => void;
  complete: () => void;
  /** At the end, where the form that completes the run is on the page: sends it as it is. */
  sendEnding: () => void;
  focusNote: () => void;
  copyNext: () => void;
}

/** The keys of the run page: for the shortcuts table and the palette, too. */
export function useRunActions(run: Run, doors: RunDoors): void {
  const [latest] = useState(() => new Latest({ run, doors }));
  useEffect(() => latest.set({ run, doors }));
  const { node, mayRecord, isAtEnd } = run;
  const canAnswer = mayRecord && run.mayAnswer && !run.isAtEnd;
  const canBack = mayRecord && canGoBack(run);
  const { paused } = run.session;
  usePageActions(
    // Not of every keystroke in a note, but of what the actions say.
    useMemo(
      () => runActions({ node, mayRecord, isAtEnd, canAnswer, canBack, paused }, latest),
      [node, mayRecord, isAtEnd, canAnswer, canBack, paused, latest],
    ),
  );
}

/** The run as it is when a key is pressed, and not as it was when the actions were made. */
class Latest {
  now: { run: Run; doors: RunDoors };

  constructor(now: Latest["now"]) {
    this.now = now;
  }

  set(now: Latest["now"]): void {
    this.now = now;
  }
}

interface Situation {
  node: FlowNode | undefined;
  mayRecord: boolean;
  isAtEnd: boolean;
  canAnswer: boolean;
  canBack: boolean;
  paused: boolean;
}

function runActions(situation: Situation, latest: Latest): Action[] {
  const { node, mayRecord, isAtEnd, canAnswer, canBack, paused } = situation;
  const isQuestion = node?.type === "decision";
  const page = { group: "page" as const };
  const answers = (isQuestion ? (node.options ?? []) : [])
    .slice(0, MOST_ANSWER_KEYS)
    .map((option, place): Action => ({
      ...page,
      id: `run-answer-${place + 1}`,
      label: t.answerAction(clipped(option.label || option.id)),
      icon: MessageSquareText,
      keys: String(place + 1),
      enabled: () => canAnswer,
      run: () => answer(latest.now.run, option.id, String(place + 1)),
    }));
  const results = RESULTS.map((result): Action => ({
    ...page,
    id: `run-${result}`,
    label: t.resultAction(t.results[result]),
    icon: RESULT_ICONS[result],
    keys: t.resultKeys[result],
    enabled: () => canAnswer && !isQuestion,
    run: () => finish(latest.now.run, result, t.resultKeys[result]),
  }));
  return [
    ...answers,
    ...results,
    {
      ...page,
      id: "run-back",
      label: t.backAction,
      icon: ArrowLeft,
      keys: "b",
      otherKeys: "backspace",
      enabled: () => canBack,
      run: () => latest.now.doors.goBack(),
    },
    {
      ...page,
      id: "run-note",
      label: t.noteAction,
      icon: StickyNote,
      keys: "n",
      enabled: () => mayRecord,
      run: () => latest.now.doors.focusNote(),
    },
    {
      ...page,
      id: "run-send-ending",
      label: t.sendEndingAction,
      icon: CircleCheckBig,
      keys: "mod+enter",
      enabled: () => mayRecord && isAtEnd,
      // In a field above the form it is that field's.
      takesKeys: () => !isTyping(document.activeElement),
      run: () => latest.now.doors.sendEnding(),
    },
    {
      ...page,
      id: "run-save-note",
      label: t.saveNoteAction,
      icon: StickyNote,
      keys: "mod+enter",
      enabled: () => mayRecord,
      run: () => void saveNote(latest.now.run),
    },
    {
      ...page,
      id: "run-copy",
      label: t.copyAction,
      icon: Copy,
      keys: "y",
      enabled: () => (node?.commands ?? []).length > 0,
      run: () => latest.now.doors.copyNext(),
    },
    {
      ...page,
      id: "run-jump",
      label: t.jumpAction,
      icon: CornerUpRight,
      keys: "j",
      enabled: () => mayRecord,
      run: () => latest.now.doors.jump(),
    },
    {
      ...page,
      id: "run-insert",
      label: t.insertAction,
      icon: ListPlus,
      keys: "i",
      enabled: () => mayRecord,
      run: () => latest.now.doors.insert(),
    },
    {
      ...page,
      id: "run-pause",
      label: paused ? t.resume : t.pause,
      icon: paused ? Play : Pause,
      keys: "p",
      enabled: () => mayRecord,
      run: () => togglePause(latest.now.run),
    },
    {
      ...page,
      id: "run-complete",
      label: t.completeAction,
      icon: CircleCheckBig,
      keys: "c",
      enabled: () => mayRecord,
      run: () => latest.now.doors.complete(),
    },
  ];
}

/** Whether there is a step before this one. */
export function canGoBack({ session }: RunAtStep): boolean {
  return session.path.length > (session.current_node_id == null ? 0 : 1);
}

function clipped(text: string): string {
  return text.length <= LONGEST_LABEL ? text : `${text.slice(0, LONGEST_LABEL - 1)}…`;
}
