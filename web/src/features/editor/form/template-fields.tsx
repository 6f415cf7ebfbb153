import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { humanized } from "@/features/flow/node-content";
import { GrowingArea } from "@/ui/growing-area";
import { NodeIcon } from "@/ui/node-icon";
import { useTemplate } from "../templates";
import { useEditor } from "../use-editor";
import { FieldFrame } from "./field-frame";

export interface TemplateFieldsProps {
  node: FlowNode;
  onChange: (field: string, value: string) => void;
}

/** The fields that nodes of this type have in an impact tree, and what else is filled in. */
export function TemplateFields({ node, onChange }: TemplateFieldsProps) {
  const template = useTemplate(useEditor().session.document, node);
  const data = node.template_data ?? {};
  const fields = template.filter(({ place }) => place === "template_data");
  const known = new Set(fields.map(({ name }) => name));
  const others = Object.keys(data)
    .filter((name) => !known.has(name) && typeof data[name] === "string")
    .map((name) => ({ name, label: humanized(name), hint: "", input: "text" as const }));
  if (fields.length + others.length === 0) return null;
  const level = node.type === "solution" ? editor.idea : strings.common.nodeTypes[node.type];
  return (
    <section aria-label={editor.template(level)} className="rounded-lg border border-line bg-surface">
      <h2 className="flex items-center gap-2 border-b border-line px-4 py-2.5 font-medium">
        <NodeIcon type={node.type} isIdea />
        {editor.template(level)}
      </h2>
      <div className="grid gap-x-4 gap-y-5 p-4 sm:grid-cols-2">
        {[...fields, ...others].map(({ name, label, hint, input }) => (
          <FieldFrame
            key={name}
            name={`template/${name}`}
            label={label}
            hint={hint}
            className={input === "line" ? undefined : "sm:col-span-2"}
          >
            {(wiring) => (
              <GrowingArea
                {...wiring}
                value={textOf(data[name])}
                onChange={(event) => onChange(name, event.target.value)}
                className={input === "line" ? undefined : "min-h-16"}
              />
            )}
          </FieldFrame>
        ))}
      </div>
    </section>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
