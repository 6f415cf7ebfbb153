/**
 * Parts of the run page that its first view can do without. They are fetched right after it, all of them: when they are
 * needed the connection may be gone.
 */
import { lazy } from "react";

const loadMarkdown = () => import("@/ui/markdown");
const loadJump = () => import("./jump-dialog");
const loadInsert = () => import("./insert-step-dialog");
const loadEnd = () => import("./end-panel");
const loadComplete = () => import("./complete-dialog");
const loadSetback = () => import("./setback-note");
const loadRelated = () => import("@/features/flow/related-steps");
const loadLook = () => import("./look-dialog");
const loadConfirmBack = () => import("./confirm-back");

export const JumpDialog = lazy(async () => ({ default: (await loadJump()).JumpDialog }));
export const InsertStepDialog = lazy(async () => ({ default: (await loadInsert()).InsertStepDialog }));
export const EndPanel = lazy(async () => ({ default: (await loadEnd()).EndPanel }));
export const CompleteDialog = lazy(async () => ({ default: (await loadComplete()).CompleteDialog }));
export const SetbackNote = lazy(async () => ({ default: (await loadSetback()).SetbackNote }));
export const RelatedSteps = lazy(async () => ({ default: (await loadRelated()).RelatedSteps }));
export const LookDialog = lazy(async () => ({ default: (await loadLook()).LookDialog }));
export const ConfirmBack = lazy(async () => ({ default: (await loadConfirmBack()).ConfirmBack }));

const PARTS = [
  loadMarkdown,
  loadEnd,
  loadComplete,
  loadJump,
  loadInsert,
  loadSetback,
  loadRelated,
  loadLook,
  loadConfirmBack,
];

/** Fetches all parts. One that does not come now is asked for again when it is needed. */
export function fetchParts(): void {
  for (const load of PARTS) load().catch(() => null);
}

// What a step says is Markdown nearly always: fetched together with the session.
void loadMarkdown().catch(() => null);
