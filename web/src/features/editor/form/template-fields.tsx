import { useQuery } from "@tanstack/react-query";
import type { FlowNode } from "@/api/types";
import { humanized } from "@/features/flow/node-content";
import { GrowingArea } from "@/ui/growing-area";
import { templateQuery } from "../templates";
import { FieldFrame } from "./field-frame";

export interface TemplateFieldsProps {
  node: FlowNode;
  onChange: (field: string, value: string) => void;
}

/** The fields that nodes of this type have in an impact tree, and what else is filled in. */
export function TemplateFields({ node, onChange }: TemplateFieldsProps) {
  const templates = useQuery(templateQuery);
  const data = node.template_data ?? {};
  const fields = (templates.data?.impact?.[node.type] ?? []).filter(({ place }) => place === "template_data");
  const known = new Set(fields.map(({ name }) => name));
  const others = Object.keys(data).filter((name) => !known.has(name) && typeof data[name] === "string");
  return [...fields, ...others.map((name) => ({ name, label: humanized(name), hint: "" }))].map(
    ({ name, label, hint }) => (
      <FieldFrame key={name} name={`template/${name}`} label={label} hint={hint}>
        {(wiring) => (
          <GrowingArea
            {...wiring}
            value={textOf(data[name])}
            onChange={(event) => onChange(name, event.target.value)}
          />
        )}
      </FieldFrame>
    ),
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
