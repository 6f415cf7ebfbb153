import { useState, type SyntheticEvent } from "react";
import type { CustomStep } from "@/api/types";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextArea } from "@/ui/field";
import { Segmented } from "@/ui/segmented";
import type { Run } from "./use-run";

const t = words.insertDialog;
const FORM = "insert-step";
const TYPES: readonly CustomStep["type"][] = ["action", "decision", "solution"];

/** Types a step that the flow does not have into the run. */
export function InsertStepDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const [type, setType] = useState<CustomStep["type"]>("action");
  const [fault, setFault] = useState<string>();

  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const content = text("content");
    if (content === "") {
      setFault(t.contentMissing);
      const field = event.currentTarget.elements.namedItem("content");
      if (field instanceof HTMLElement) field.focus();
      return;
    }
    const after = run.session.current_node_id ?? run.session.path.at(-1)?.node_id;
    const id = `custom-${run.session.seq + 1}`;
    const inserted = run.add({
      type: "custom_step_inserted",
      step: { type, content, notes: text("notes") || undefined },
      inserted_after_node_id: after,
    });
    if (inserted && data.get("done")) run.add({ type: "custom_step_done", custom_step_id: id });
    onClose();
  };

  return (
    <Dialog
      title={t.title}
      description={t.description}
      size="lg"
      sticky
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={FORM} variant="primary">
            {t.submit}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            event.currentTarget.requestSubmit();
          }
        }}
        className="space-y-4 pt-1"
      >
        <Segmented
          label={t.type}
          value={type}
          options={TYPES.map((value) => ({ value, label: t.types[value] }))}
          onChange={setType}
          className="flex w-full"
        />
        <TextArea
          label={t.contents[type]}
          name="content"
          rows={3}
          maxLength={10_000}
          required
          error={fault}
          data-autofocus
        />
        <TextArea label={t.notes} hint={strings.common.optional} name="notes" rows={2} maxLength={10_000} />
        <label className="flex w-fit cursor-pointer items-center gap-2.5 touch:min-h-11">
          <input type="checkbox" name="done" className="size-4.5 accent-accent" />
          {t.done}
        </label>
      </form>
    </Dialog>
  );
}
