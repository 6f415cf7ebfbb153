import { strings } from "@/app/strings";
import { CopyButton } from "./copy-button";
import { Filled, useFilling } from "./filling";

export interface CodeBlockProps {
  code: string;
  /** What it does. */
  label?: string;
  /** The shell or language, as a word. */
  language?: string;
}

/** A command to read and to copy. Long lines wrap: what is run is read to its end first. */
export function CodeBlock({ code, label, language }: CodeBlockProps) {
  const { copy, say, missing } = useFilling();
  const title = [label && say(label), language].filter(Boolean).join(" · ");
  return (
    <figure className="overflow-hidden rounded-lg border border-line-strong bg-subtle">
      <div className="flex min-h-9 items-center justify-between gap-3 border-b border-line pr-1 pl-3">
        <figcaption className="truncate text-sm text-muted">{title || strings.common.command}</figcaption>
        <CopyButton
          text={() => copy(code)}
          label={strings.common.copy}
          warning={() => {
            const labels = missing(code);
            return labels.length > 0 ? strings.common.notFilled(labels) : undefined;
          }}
          iconOnly
          size="sm"
        />
      </div>
      <pre
        role="group"
        aria-label={title || strings.common.command}
        className="p-3 font-mono text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap"
      >
        <code>
          <Filled text={code} />
        </code>
      </pre>
    </figure>
  );
}
