import type { FlowNode } from "@/api/types";
import { editor } from "@/app/strings/editor";
import { isFilled, type TemplateField } from "@/flow-model/completion";
import { CompletionRing } from "../completion-ring";
import { useTemplate } from "../templates";
import { useEditor } from "../use-editor";

const t = editor.completion;

/** How much of what a node should say it says, and what it does not: each leads to its field. */
export function CompletionLine({
  node,
  onMissing,
}: {
  node: FlowNode;
  onMissing: (field: TemplateField) => void;
}) {
  const { session } = useEditor();
  const fields = useTemplate(session.document, node);
  const missing = fields.filter((field) => !isFilled(node, field));
  if (fields.length === 0) return null;
  const filled = fields.length - missing.length;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-muted">
      <CompletionRing filled={filled} total={fields.length} />
      <span role="status" className="tabular-nums">
        {missing.length === 0 ? t.complete : t.filled(filled, fields.length)}
      </span>
      {missing.length > 0 && (
        <span className="flex flex-wrap items-center gap-x-1.5">
          {t.missing}
          {missing.map((field, place) => (
            <span key={field.name}>
              <button
                type="button"
                onClick={() => onMissing(field)}
                className="rounded-sm text-accent-fg underline decoration-accent-line underline-offset-3 hover:decoration-current touch:min-h-11"
              >
                {field.label}
              </button>
              {place < missing.length - 1 && ","}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}
