import { CircleAlert, CircleCheck, FileText, Scissors, TriangleAlert, type LucideIcon } from "lucide-react";
import { useMemo } from "react";
import type { Finding, ImportPreview } from "@/api/types";
import { strings } from "@/app/strings";
import { importing as t } from "@/app/strings/importing";
import { outlineOf, type OutlineLine } from "@/flow-model/outline";
import { cx } from "@/ui/cx";
import { NodeDot } from "@/ui/node-dot";
import { Skeleton } from "@/ui/skeleton";

const MOST_LINES = 200;
const DEEPEST = 10;
const SHOWN_AT_ONCE = 4;

/** What the pasted text becomes: outline, what blocks publishing, what was left out. */
export function ImportPreviewPane({ preview, reading }: { preview?: ImportPreview; reading: boolean }) {
  if (!preview) {
    return (
      <div className="grid min-h-56 flex-1 place-items-center rounded-lg border border-dashed border-line-strong p-6 text-center text-muted">
        {reading ? (
          <div role="status" aria-label={t.previewing} className="w-full max-w-xs space-y-3">
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="ml-6 h-4 w-3/5" />
            <Skeleton className="ml-6 h-4 w-2/3" />
          </div>
        ) : (
          <div>
            <FileText aria-hidden className="mx-auto mb-2 size-6 text-faint" />
            {t.previewEmpty}
          </div>
        )}
      </div>
    );
  }
  const errors = preview.findings.filter(({ severity }) => severity === "error");
  const warnings = preview.findings.filter(({ severity }) => severity === "warning");
  return (
    <div aria-busy={reading} className={cx("min-w-0 space-y-4 transition-opacity", reading && "opacity-60")}>
      <section>
        <div className="mb-1.5 flex items-center justify-between gap-3">
          <h3 className="font-medium">{t.preview}</h3>
          <span className="text-sm text-muted">
            {strings.common.kinds[preview.tree_type]} · {strings.common.size(preview.tree_structure)}
          </span>
        </div>
        <Outline preview={preview} />
      </section>
      <Block icon={CircleAlert} tone="text-danger" title={t.findings} items={errors.map(messageOf)} />
      {preview.losses.length > 0 ? (
        <Block
          icon={Scissors}
          tone="text-faint"
          title={t.losses}
          hint={t.lossesHint}
          items={preview.losses.map(({ where, what }) => (where ? `${where}: ${what}` : what))}
        />
      ) : (
        <p className="flex items-start gap-2 text-muted">
          <CircleCheck aria-hidden className="mt-0.75 size-4 shrink-0 text-success" />
          {t.noLosses}
          {preview.findings.length === 0 && ` ${t.nothingToMend}`}
        </p>
      )}
      <Block icon={TriangleAlert} tone="text-warning" title={t.warnings} items={warnings.map(messageOf)} />
    </div>
  );
}

const messageOf = ({ message }: Finding) => message;

function Outline({ preview }: { preview: ImportPreview }) {
  const lines = useMemo(() => outlineOf(preview.tree_structure), [preview.tree_structure]);
  return (
    // It scrolls, so it must be reachable by keyboard.
    <div
      tabIndex={0}
      role="region"
      aria-label={t.outline}
      className="card max-h-76 overflow-y-auto bg-surface py-1.5"
    >
      <ol>
        {lines.slice(0, MOST_LINES).map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ol>
      {lines.length > MOST_LINES && (
        <p className="px-3 py-1.5 text-sm text-muted">{t.moreNodes(lines.length - MOST_LINES)}</p>
      )}
    </div>
  );
}

function Line({ line: { node, depth, via, jump } }: { line: OutlineLine }) {
  const shown = node ?? jump?.node;
  const answer = via?.link.option?.label;
  return (
    <li
      className="flex items-baseline gap-2 px-3 py-1"
      // Deep flows stay readable: from some depth on, lines are not indented further.
      style={{ paddingLeft: `${12 + Math.min(depth, DEEPEST) * 16}px` }}
    >
      {shown ? <NodeDot type={shown.type} className="translate-y-px" /> : <span className="w-3 shrink-0" />}
      <span className="min-w-0">
        {answer && <span className="mr-1.5 font-medium text-accent-fg">{answer}</span>}
        {node ? (
          <span className={cx(node.type === "section_header" && "font-semibold")}>{node.title}</span>
        ) : (
          <Elsewhere jump={jump} />
        )}
        {node && jump && (
          <span className="ml-2">
            <Elsewhere jump={jump} />
          </span>
        )}
      </span>
    </li>
  );
}

/** Where a path goes on that does not go on in the next line. */
function Elsewhere({ jump }: { jump: OutlineLine["jump"] }) {
  if (!jump) return null;
  const { kind, node } = jump;
  return (
    <span className={cx("text-sm", node ? "text-faint" : "text-danger-fg")}>
      {kind === "loop" ? t.loopsTo : node ? t.goesOnAt : t.nowhere} {node?.title}
    </span>
  );
}

interface BlockProps {
  icon: LucideIcon;
  tone: string;
  title: string;
  hint?: string;
  items: readonly string[];
}

/** A titled list: the first few, and the rest when asked for. */
function Block({ icon: Icon, tone, title, hint, items }: BlockProps) {
  if (items.length === 0) return null;
  const rest = items.slice(SHOWN_AT_ONCE);
  return (
    <section>
      <h3 className="flex items-center gap-2 font-medium">
        <Icon aria-hidden className={cx("size-4", tone)} />
        {title}
        <span className="font-normal text-faint tabular-nums">{items.length}</span>
      </h3>
      {hint && <p className="pl-6 text-sm text-muted">{hint}</p>}
      <Lines items={items.slice(0, SHOWN_AT_ONCE)} />
      {rest.length > 0 && (
        <details className="group mt-1 pl-6">
          <summary className="w-fit rounded-sm text-sm font-medium text-muted hover:text-fg group-open:hidden">
            {t.moreItems(rest.length)}
          </summary>
          <div className="-ml-6">
            <Lines items={rest} />
          </div>
        </details>
      )}
    </section>
  );
}

function Lines({ items }: { items: readonly string[] }) {
  return (
    <ul className="mt-1 list-disc space-y-0.5 pl-10 wrap-anywhere text-muted marker:text-line-strong">
      {items.map((item, place) => (
        <li key={place}>{item}</li>
      ))}
    </ul>
  );
}
