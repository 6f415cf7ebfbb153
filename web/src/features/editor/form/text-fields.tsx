import { useState } from "react";
import type { FlowNode } from "@/api/types";
import { editor } from "@/app/strings/editor";
import { setField } from "@/flow-model/edits";
import { cx } from "@/ui/cx";
import { GrowingArea } from "@/ui/growing-area";
import { LazyMarkdown } from "@/ui/lazy-markdown";
import { useEditor } from "../use-editor";
import { FieldFrame, findingsOf, type Wiring } from "./field-frame";
import { VariableText } from "./variable-text";

const t = editor.fields;

/** The one line that says what a node is. */
export function TitleField({ node }: { node: FlowNode }) {
  const { session, findings } = useEditor();
  return (
    <FieldFrame
      name="title"
      label={node.type === "decision" ? t.question : t.title}
      findings={findingsOf(findings, node, "title")}
    >
      {(wiring) => (
        <VariableText
          {...wiring}
          value={node.title}
          onText={(text) =>
            session.edit(setField(node.id, "title", text.replaceAll(/\s*\n\s*/g, " ")), {
              key: `${node.id}/title`,
            })
          }
          onKeyDown={(event) => {
            if (event.key === "Enter") event.preventDefault();
          }}
          className="text-lg! font-medium"
        />
      )}
    </FieldFrame>
  );
}

type MarkdownName = "description" | "help_text" | "expected_outcome";

export interface MarkdownFieldProps {
  node: FlowNode;
  name: MarkdownName;
  hint?: string;
}

export function MarkdownField({ node, name, hint }: MarkdownFieldProps) {
  const { session, findings } = useEditor();
  return (
    <MarkdownInput
      name={name}
      label={t[name]}
      hint={hint}
      findings={findingsOf(findings, node, name as never)}
      value={node[name] ?? ""}
      onChange={(value) => session.edit(setField(node.id, name, value), { key: `${node.id}/${name}` })}
    />
  );
}

export interface MarkdownInputProps {
  name: string;
  label: string;
  hint?: string;
  findings?: Parameters<typeof FieldFrame>[0]["findings"];
  value: string;
  onChange: (value: string) => void;
  /** No run fills variables into it. */
  isPlain?: boolean;
}

function PlainText({
  onText,
  ...rest
}: Wiring & { value: string; onText: (text: string) => void; className: string }) {
  return <GrowingArea {...rest} onChange={(event) => onText(event.target.value)} />;
}

/** A text in Markdown, with a look at what becomes of it. */
export function MarkdownInput({ value, onChange, isPlain, ...frame }: MarkdownInputProps) {
  const Text = isPlain ? PlainText : VariableText;
  const [isPreview, setPreview] = useState(false);
  const toggle = (
    <span className="flex text-sm">
      {[false, true].map((preview) => (
        <button
          key={String(preview)}
          type="button"
          aria-pressed={isPreview === preview}
          onClick={() => setPreview(preview)}
          className={cx(
            "rounded-sm px-2 leading-6 touch:min-h-11 touch:px-3",
            isPreview === preview ? "font-medium text-fg" : "text-faint hover:text-fg",
          )}
        >
          {preview ? t.preview : t.write}
        </button>
      ))}
    </span>
  );
  return (
    <FieldFrame {...frame} action={value.trim() === "" ? undefined : toggle}>
      {(wiring) =>
        isPreview && value.trim() !== "" ? (
          <div id={wiring.id} className="min-h-20 rounded-md border border-line px-3 py-2">
            <LazyMarkdown text={value} />
          </div>
        ) : (
          <Text {...wiring} value={value} onText={onChange} className="min-h-16" />
        )
      }
    </FieldFrame>
  );
}
