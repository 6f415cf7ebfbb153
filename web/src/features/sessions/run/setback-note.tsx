import { TriangleAlert } from "lucide-react";
import type { FlowDocument } from "@/api/types";
import { explain } from "@/app/errors/explain";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { findNode } from "@/flow-model/links";
import type { RunMove } from "@/flow-model/run/event";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { customText } from "../custom-step";
import type { Setback } from "./recorder";

const t = words.setback;

/** Says what was not recorded and why, so that nothing a person has done is lost without their knowing. */
export function SetbackNote({
  document,
  setback,
  onDismiss,
}: {
  document: FlowDocument;
  setback: Setback;
  onDismiss: () => void;
}) {
  const isOvertaken = setback.problem.code === "sequence_conflict";
  const lines = setback.lost.map((event) => inWords(document, event));
  const { title, advice } = explain(setback.problem);
  return (
    <div
      role="alert"
      className="mb-5 flex gap-3 rounded-lg border border-warning-line bg-warning-soft px-4 py-3"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      <div className="min-w-0 flex-1 space-y-1.5">
        <p className="font-semibold text-warning-fg">{isOvertaken ? t.conflict : t.refused}</p>
        {!isOvertaken && <p>{[title, advice].filter(Boolean).join(" ")}</p>}
        <p>{lines.length > 0 ? t.intro : t.nothingLost}</p>
        {lines.length > 0 && (
          <ul className="max-h-40 list-disc space-y-0.5 overflow-y-auto pl-5">
            {lines.map((line, place) => (
              <li key={place} className="whitespace-pre-wrap wrap-anywhere">
                {line}
              </li>
            ))}
          </ul>
        )}
        <div className="flex flex-wrap gap-2 pt-1">
          <Button size="sm" onClick={onDismiss}>
            {t.dismiss}
          </Button>
          {lines.length > 0 && (
            <CopyButton size="sm" variant="ghost" text={() => lines.join("\n")} label={t.copy} />
          )}
        </div>
      </div>
    </div>
  );
}

export function inWords(document: FlowDocument, event: RunMove): string {
  const phrases = t.events;
  const title = (id: string) => findNode(document, id)?.title || id;
  const withNote = (what: string, note: string | null | undefined) => (note ? t.withNote(what, note) : what);
  switch (event.type) {
    case "answered": {
      const option = findNode(document, event.node_id)?.options?.find(({ id }) => id === event.option_id);
      return withNote(phrases.answered(title(event.node_id), option?.label || event.option_id), event.note);
    }
    case "completed_step":
      return withNote(phrases.completed_step(title(event.node_id), event.result), event.note);
    case "went_back":
      return event.to_node_id ? phrases.went_back_to(title(event.to_node_id)) : phrases.went_back;
    case "jumped":
      return phrases.jumped(title(event.node_id));
    case "noted":
      return phrases.noted(event.note);
    case "variable_set":
      return phrases.variable_set(event.name, String(event.value));
    case "custom_step_inserted":
      return phrases.custom_step_inserted(customText(event.step));
    case "completed": {
      const said = [event.outcome_notes, event.next_steps].filter(Boolean).join(" / ");
      return phrases.completed(strings.common.outcomes[event.outcome], said);
    }
    case "custom_step_done":
    case "paused":
    case "resumed":
      return phrases[event.type];
    default:
      return phrases.other;
  }
}
