import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId, useState, type KeyboardEvent } from "react";
import type { Visibility } from "@/api/types";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { categoriesQuery, tagsQuery } from "@/features/flows/queries";
import { setDocument, type FlowMeta } from "@/flow-model/change";
import { isOrdered } from "@/flow-model/kinds";
import { cx } from "@/ui/cx";
import { CONTROL, SelectField } from "@/ui/field";
import { useEditor, useEditorState } from "../use-editor";
import { CompletionCard } from "./completion-card";
import { FieldFrame, Fixes } from "./field-frame";
import { IntakeFields } from "./intake-fields";
import { NodePicker } from "./node-picker";
import { ReviewField } from "./review-field";
import { withTags } from "./tags";
import { MarkdownInput } from "./text-fields";

const t = editor.meta;
const VISIBILITIES: readonly Visibility[] = ["private", "team", "public"];

/** What concerns the whole flow: its name and labels, where it starts, what it asks. */
export function FlowForm() {
  const { session, findings } = useEditor();
  const { history } = useEditorState(session);
  const { meta, document } = history.draft;
  const set = <Field extends keyof FlowMeta>(field: Field, value: FlowMeta[Field]) =>
    session.edit([{ op: "meta", field, value }], { key: `meta/${field}` });
  const ofFlow = findings.filter(({ node_id }) => node_id == null);
  return (
    <div className="space-y-5">
      <h2 className="text-lg font-semibold">{editor.wholeFlow}</h2>
      {ofFlow.length > 0 && (
        <ul
          data-field="root"
          className="space-y-2 rounded-lg border border-danger-line bg-danger-soft px-3.5 py-2.5"
        >
          {ofFlow.map((finding, place) => (
            <li
              key={`${finding.code}-${place}`}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 text-danger-fg"
            >
              {finding.message}
              <Fixes finding={finding} />
            </li>
          ))}
        </ul>
      )}
      <FieldFrame name="name" label={t.name} hint={meta.name.trim() === "" ? t.nameMissing : undefined}>
        {(wiring) => (
          <input
            type="text"
            {...wiring}
            aria-invalid={meta.name.trim() === "" || undefined}
            maxLength={200}
            value={meta.name}
            onChange={(event) => set("name", event.target.value)}
            className={cx(CONTROL, "h-10 px-3 text-lg! font-medium touch:h-11")}
          />
        )}
      </FieldFrame>
      <MarkdownInput
        isPlain
        name="meta/description"
        label={t.description}
        hint={t.descriptionHint}
        value={meta.description}
        onChange={(value) => set("description", value)}
      />
      <CompletionCard document={document} />
      {!isOrdered(document.kind) && document.kind !== "impact" && (
        <FieldFrame name="start" label={t.start}>
          {(wiring) => (
            <NodePicker
              {...wiring}
              label={t.start}
              value={document.root}
              canClear={false}
              onPick={(id) => session.edit([setDocument("root", id)])}
            />
          )}
        </FieldFrame>
      )}
      {document.kind !== "impact" && <IntakeFields document={document} />}
      <div className="grid gap-5 sm:grid-cols-2">
        <CategoryField value={meta.category} onChange={(value) => set("category", value)} />
        <SelectField
          label={t.visibility}
          hint={t.visibilityHint[meta.visibility]}
          value={meta.visibility}
          onChange={(event) => {
            const visibility = VISIBILITIES.find((known) => known === event.target.value);
            if (visibility) set("visibility", visibility);
          }}
        >
          {VISIBILITIES.map((visibility) => (
            <option key={visibility} value={visibility}>
              {strings.common.visibility[visibility]}
            </option>
          ))}
        </SelectField>
      </div>
      <ReviewField value={meta.review_due_at} onChange={(value) => set("review_due_at", value)} />
      <TagsField
        tags={meta.tags}
        onChange={(tags) => session.edit([{ op: "meta", field: "tags", value: tags }])}
      />
    </div>
  );
}

function CategoryField({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const categories = useQuery(categoriesQuery);
  const listId = useId();
  return (
    <FieldFrame name="category" label={t.category} hint={t.categoryHint}>
      {(wiring) => (
        <>
          <input
            type="text"
            {...wiring}
            data-draft
            list={listId}
            maxLength={100}
            autoComplete="off"
            value={value ?? ""}
            onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
            className={cx(CONTROL, "h-9 px-3 touch:h-11 touch:text-lg")}
          />
          <datalist id={listId}>
            {(categories.data?.items ?? []).map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </datalist>
        </>
      )}
    </FieldFrame>
  );
}

function TagsField({ tags, onChange }: { tags: readonly string[]; onChange: (tags: string[]) => void }) {
  const known = useQuery(tagsQuery);
  const [typed, setTyped] = useState("");
  const listId = useId();
  const add = (text: string) => {
    setTyped("");
    const all = withTags(tags, text);
    if (all.length > tags.length) onChange(all);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "" && tags.length > 0) onChange(tags.slice(0, -1));
  };
  return (
    <FieldFrame name="tags" label={t.tags} hint={t.tagsHint}>
      {(wiring) => (
        <div
          className={cx(
            CONTROL,
            "flex min-h-9 flex-wrap items-center gap-1.5 p-1.5 focus-within:border-accent",
          )}
        >
          {tags.map((tag) => (
            <span
              key={tag}
              className="inline-flex max-w-full items-center gap-1 rounded-full border border-line-strong bg-subtle pl-2.5 text-sm leading-6"
            >
              <span className="truncate">{tag}</span>
              <button
                type="button"
                aria-label={t.removeTag(tag)}
                onClick={(event) => {
                  onChange(tags.filter((other) => other !== tag));
                  // This goes away.
                  event.currentTarget.parentElement?.parentElement?.querySelector("input")?.focus();
                }}
                className="inline-flex size-6 items-center justify-center rounded-full text-faint hover:text-fg touch:size-9"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </span>
          ))}
          <input
            type="text"
            {...wiring}
            list={listId}
            placeholder={t.addTag}
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              // A tag that was chosen from the list is complete, and so is what a comma ends, typed or pasted.
              const isChosen = (event.nativeEvent as InputEvent).inputType === "insertReplacementText";
              if (isChosen || event.target.value.includes(",")) add(event.target.value);
              else setTyped(event.target.value);
            }}
            onKeyDown={onKeyDown}
            onBlur={() => add(typed)}
            className="h-6 min-w-28 flex-1 bg-transparent px-1 outline-none touch:h-9 touch:text-lg"
          />
          <datalist id={listId}>
            {(known.data?.items ?? [])
              .filter(({ name }) => !tags.includes(name))
              .map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
          </datalist>
        </div>
      )}
    </FieldFrame>
  );
}
