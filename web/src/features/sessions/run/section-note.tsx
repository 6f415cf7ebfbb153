import { ChevronDown, Heading } from "lucide-react";
import { headingsOver } from "@/flow-model/run/section";
import { Filled } from "@/ui/filling";
import { LazyMarkdown } from "@/ui/lazy-markdown";
import type { RunAtStep } from "./use-run";

/** What the headings over a step say: read when their section begins, at hand in its later steps. */
export function SectionNote({ run: { document, node } }: { run: RunAtStep }) {
  const over = node && headingsOver(document, node);
  const told = over?.headings.filter(({ description }) => description) ?? [];
  if (!over || told.length === 0) return null;
  return (
    <div className="space-y-2">
      {told.map((heading) => (
        <details
          key={heading.id}
          open={over.isFirst}
          className="group rounded-lg border border-line bg-subtle/60"
        >
          <summary className="flex min-h-10 items-center gap-3 rounded-lg px-4 py-2 font-medium text-muted hover:text-fg touch:min-h-11">
            <Heading aria-hidden className="size-4 shrink-0 text-faint" />
            <span className="min-w-0 flex-1 wrap-anywhere">
              <Filled text={heading.title || heading.id} />
            </span>
            <ChevronDown
              aria-hidden
              className="size-4 shrink-0 text-faint transition-transform group-open:rotate-180"
            />
          </summary>
          <LazyMarkdown text={heading.description ?? ""} className="px-4 pb-3 pl-11" />
        </details>
      ))}
    </div>
  );
}
