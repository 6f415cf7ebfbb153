import { editor } from "@/app/strings/editor";
import type { FlowDocument } from "@/api/types";
import { strings } from "@/app/strings";
import { bareSections } from "@/flow-model/sections";
import { formatPercent } from "@/ui/format";
import { ProgressBar } from "@/ui/progress";
import { useCompletion } from "../templates";
import { useEditor } from "../use-editor";

const t = editor.completion;

/** How much of the whole flow is filled in, and by section where there are sections: each leads there. */
export function CompletionCard({ document }: { document: FlowDocument }) {
  const { show } = useEditor();
  const completion = useCompletion(document);
  if (!completion || document.nodes.length === 0) return null;
  const { completion_rate, sections } = completion;
  const bare = bareSections(document);
  return (
    <section aria-label={t.title} className="rounded-lg border border-line px-3.5 py-3">
      <div className="flex items-center gap-3">
        <h3 className="font-medium">{t.title}</h3>
        <ProgressBar value={completion_rate} label={t.whole} className="flex-1" />
        <span className="font-semibold tabular-nums">{formatPercent(completion_rate)}</span>
      </div>
      {sections.length > 0 && (
        <ul className="-mx-1.5 mt-2 max-h-56 overflow-y-auto">
          {sections.map(({ id, title, completion_rate: rate }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => show(id)}
                className="flex w-full items-center gap-3 rounded-md px-1.5 py-1 text-left text-sm hover:bg-hover touch:min-h-11"
              >
                <span className="min-w-0 flex-1 truncate text-muted">{title || strings.flow.untitled}</span>
                {bare.has(id) ? (
                  <span className="text-xs text-muted">{strings.common.noSteps}</span>
                ) : (
                  <>
                    <ProgressBar value={rate} label={t.of(title)} className="h-1 w-14" />
                    <span className="w-9 text-right text-xs text-muted tabular-nums">
                      {formatPercent(rate)}
                    </span>
                  </>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
