import { ArrowDown, ArrowUp, ChevronRight, Copy, Ellipsis, Play, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { FlowDocument, FlowNode, NodeType } from "@/api/types";
import { strings } from "@/app/strings";
import { editor as t } from "@/app/strings/editor";
import { changeType, setField, setTemplateField } from "@/flow-model/edits";
import type { TemplateField } from "@/flow-model/completion";
import { hasNext, hasOptions, isOrdered, typesOf } from "@/flow-model/kinds";
import { relationsOf } from "@/flow-model/related";
import { IconButton } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { Kbd } from "@/ui/kbd";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";
import { NodeIcon } from "@/ui/node-icon";
import { useEditor, type Editor } from "../use-editor";
import { CompletionLine } from "./completion-line";
import { OtherFindings } from "./field-frame";
import { CalleeField, NextField, ParentField, SourcesField } from "./link-fields";
import { ChecklistField, CommandsField, LinksField } from "./list-fields";
import { OptionsField } from "./options-field";
import { RelatedField } from "./related-field";
import { TemplateFields } from "./template-fields";
import { MarkdownField, TitleField } from "./text-fields";

/** Parts of the form that a node may do without; those of its type are always there. */
type Part =
  | "description"
  | "help_text"
  | "expected_outcome"
  | "commands"
  | "checklist"
  | "related"
  | "links"
  | "effort";

const ALWAYS: Partial<Record<NodeType, readonly Part[]>> = {
  decision: ["description", "help_text"],
  action: ["description", "commands", "expected_outcome"],
  solution: ["description", "expected_outcome"],
  flow: ["description"],
  section_header: ["description"],
  procedure_step: ["description", "commands", "expected_outcome", "checklist"],
  procedure_end: [],
};
/** What is a heading or an end says no more than what is always there. */
const NO_MORE: ReadonlySet<NodeType> = new Set(["section_header", "procedure_end"]);
const PARTS: readonly Part[] = [
  "description",
  "commands",
  "checklist",
  "expected_outcome",
  "help_text",
  "related",
  "links",
  "effort",
];

/** Beside what the template of its type has. */
const OF_IDEAS: readonly Part[] = ["related"];

export interface NodeFormProps {
  node: FlowNode;
  /** The option whose line is chosen in the outline. */
  option?: string;
}

/** Everything that can be said of a node. */
export function NodeForm({ node, option }: NodeFormProps) {
  const { session, show } = useEditor();
  const { document } = session;
  const isImpact = document.kind === "impact";
  const [asked, setAsked] = useState<readonly Part[]>([]);
  const always = isImpact ? (["description"] as const) : (ALWAYS[node.type] ?? []);
  const isShown = (part: Part) =>
    always.includes(part as never) || asked.includes(part) || isFilled(document, node, part);
  const goTo = ({ name, place }: TemplateField) => {
    const part = PARTS.find((known) => known === name);
    if (part && !isShown(part)) setAsked([...asked, part]);
    show(session.state.cursor, place === "template_data" ? `template/${name}` : name);
  };
  const offered = NO_MORE.has(node.type) ? [] : isImpact ? OF_IDEAS : PARTS;
  const more = offered.filter((part) => !isShown(part));
  return (
    <div className="space-y-5">
      <TypeLine node={node} />
      <div className="space-y-2">
        <TitleField node={node} />
        <CompletionLine node={node} onMissing={goTo} />
      </div>
      <OtherFindings node={node} />
      {hasOptions(node.type) && <OptionsField node={node} current={option} />}
      {node.type === "flow" && <CalleeField node={node} />}
      {hasNext(node.type) && <NextField node={node} />}
      {isImpact && <ParentField node={node} />}
      {PARTS.filter(isShown).map((part) => (
        <PartField key={part} part={part} node={node} />
      ))}
      {isImpact && (
        <TemplateFields
          node={node}
          onChange={(field, value) =>
            session.edit(setTemplateField(node, field, value), { key: `${node.id}/template/${field}` })
          }
        />
      )}
      {more.length > 0 && (
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="mr-1 text-sm text-muted">{t.fields.more}</span>
          {more.map((part) => (
            <button
              key={part}
              type="button"
              onClick={() => {
                setAsked([...asked, part]);
                show(session.state.cursor, part);
              }}
              className="inline-flex h-7 items-center gap-1 rounded-full border border-dashed border-line-strong px-2.5 text-sm text-muted hover:border-control hover:text-fg touch:h-11 touch:px-4"
            >
              <Plus aria-hidden className="size-3.5" />
              {partName(part)}
            </button>
          ))}
        </div>
      )}
      {node.type === "procedure_step" && <MoreOptions node={node} />}
      {!isOrdered(document.kind) && !isImpact && <SourcesField node={node} />}
      <Kept node={node} />
    </div>
  );
}

function isFilled(document: FlowDocument, node: FlowNode, part: Part): boolean {
  if (part === "related") return (relationsOf(document).get(node.id)?.length ?? 0) > 0;
  if (part === "effort") return node.est_minutes != null || node.risk != null;
  return (node[part]?.length ?? 0) > 0;
}

function partName(part: Part): string {
  return part === "effort" ? `${t.fields.est_minutes}, ${t.fields.risk.toLowerCase()}` : t.fields[part];
}

function PartField({ part, node }: { part: Part; node: FlowNode }) {
  switch (part) {
    case "description":
      return <MarkdownField node={node} name="description" hint={t.fields.descriptionHint[node.type]} />;
    case "help_text":
      return <MarkdownField node={node} name="help_text" hint={t.fields.helpHint} />;
    case "expected_outcome":
      return <MarkdownField node={node} name="expected_outcome" hint={t.fields.expectedHint} />;
    case "commands":
      return <CommandsField node={node} />;
    case "checklist":
      return <ChecklistField node={node} />;
    case "related":
      return <RelatedField node={node} />;
    case "links":
      return <LinksField node={node} />;
    case "effort":
      return <EffortFields node={node} />;
  }
}

const VISIBILITIES = ["team", "public"] as const;

/** Who finds the step in the step library once the flow is published. Without a word it goes as the flow does. */
function MoreOptions({ node }: { node: FlowNode }) {
  const { session } = useEditor();
  const { library_visibility: chosen } = node;
  const [isOpen, setOpen] = useState(chosen != null);
  const hints = t.library.hints;
  return (
    <details
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group border-t border-line pt-3"
    >
      <summary className="flex min-h-8 cursor-pointer items-center gap-1.5 rounded-sm text-muted hover:text-fg touch:min-h-11">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {t.fields.moreOptions}
      </summary>
      <div data-field="library_visibility" className="pt-2">
        <SelectField
          label={t.library.label}
          hint={hints[chosen ?? "inherit"]}
          value={chosen ?? ""}
          onChange={(event) => {
            const visibility = VISIBILITIES.find((known) => known === event.target.value);
            session.edit(setField(node.id, "library_visibility", visibility));
          }}
          className="max-w-xs"
        >
          <option value="">{t.library.inherit}</option>
          {VISIBILITIES.map((visibility) => (
            <option key={visibility} value={visibility}>
              {t.library[visibility]}
            </option>
          ))}
        </SelectField>
      </div>
    </details>
  );
}

const RISKS = ["low", "medium", "high"] as const;

function EffortFields({ node }: { node: FlowNode }) {
  const { session } = useEditor();
  return (
    <div data-field="effort" className="grid grid-cols-2 gap-4">
      <TextField
        label={t.fields.est_minutes}
        type="number"
        min={0}
        step="any"
        inputMode="decimal"
        value={node.est_minutes ?? ""}
        onChange={(event) => {
          const minutes = event.target.valueAsNumber;
          const value = Number.isFinite(minutes) && minutes >= 0 ? minutes : undefined;
          session.edit(setField(node.id, "est_minutes", value), { key: `${node.id}/minutes` });
        }}
      />
      <SelectField
        label={t.fields.risk}
        value={node.risk ?? ""}
        onChange={(event) => {
          const risk = RISKS.find((known) => known === event.target.value);
          session.edit(setField(node.id, "risk", risk));
        }}
      >
        <option value="">{t.fields.noRisk}</option>
        {RISKS.map((risk) => (
          <option key={risk} value={risk}>
            {strings.flow.node.risk[risk]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function TypeLine({ node }: { node: FlowNode }) {
  const editor = useEditor();
  const { document } = editor.session;
  const types = typesOf(document.kind);
  const isIdea = document.kind === "impact";
  return (
    <div data-field="type" className="@container flex items-center gap-2">
      <NodeIcon type={node.type} isIdea={isIdea} className="size-8! rounded-lg!" />
      <SelectField
        label={t.fields.type}
        bareLabel
        compact
        value={node.type}
        onChange={(event) => {
          const type = types.find((known) => known === event.target.value);
          if (type) editor.session.edit(changeType(document, node.id, type));
        }}
        className="w-38"
      >
        {types.map((type) => (
          <option key={type} value={type}>
            {strings.common.nodeTypes[type]}
          </option>
        ))}
      </SelectField>
      <p className="invisible h-5 min-w-0 flex-1 overflow-hidden text-sm text-muted @lg:visible">
        {isIdea && node.type === "solution" ? t.types.idea : t.types[node.type]}
      </p>
      <IconButton icon={Copy} size="sm" label={t.actions.duplicate} onClick={editor.duplicate} />
      <IconButton icon={Trash2} size="sm" label={t.actions.remove} onClick={editor.remove} />
      <MoreMenu editor={editor} />
    </div>
  );
}

function MoreMenu({ editor }: { editor: Editor }) {
  return (
    <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={t.actions.more} />}>
      <MenuItem icon={Plus} onSelect={() => editor.add("below")}>
        {t.actions.addBelow}
      </MenuItem>
      {editor.session.document.kind !== "impact" && (
        <MenuItem icon={Play} hint={<Kbd keys="p" />} onSelect={() => editor.tryFrom()}>
          {t.actions.tryFrom}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={ArrowUp} onSelect={() => editor.move("up")}>
        {t.actions.moveUp}
      </MenuItem>
      <MenuItem icon={ArrowDown} onSelect={() => editor.move("down")}>
        {t.actions.moveDown}
      </MenuItem>
    </Menu>
  );
}

const KNOWN = new Set([
  "id",
  "type",
  "title",
  "description",
  "options",
  "next",
  "tree_id",
  "help_text",
  "expected_outcome",
  "commands",
  "checklist",
  "est_minutes",
  "risk",
  "links",
  "library_visibility",
  "template_data",
]);

/** Says which fields there are besides those of the form: they stay as they are. */
function Kept({ node }: { node: FlowNode }) {
  const names = Object.keys(node).filter((name) => !KNOWN.has(name));
  if (names.length === 0) return null;
  return <p className="text-sm text-faint">{t.fields.kept(names.join(", "))}</p>;
}
