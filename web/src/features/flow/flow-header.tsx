import { PackageOpen } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { LinkedForkChip, ParentUpdatedBadge } from "@/features/forks/lineage";
import { Badge } from "@/ui/badge";
import { cx } from "@/ui/cx";
import { KindTile } from "@/ui/kind";
import { LazyMarkdown } from "@/ui/lazy-markdown";
import { TreeStatusBadge } from "@/ui/status";
import { RelativeTime } from "@/ui/time";

const t = strings.flow;

export function FlowHeading({ flow }: { flow: Tree }) {
  return (
    <span className="flex items-start gap-3">
      <KindTile kind={flow.tree_type} className="mt-px" />
      <span className="min-w-0 wrap-anywhere">{flow.name}</span>
    </span>
  );
}

/** The line under the name: what it is, where it is in its life, who changed it last. */
export function FlowLine({ flow }: { flow: Tree }) {
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2.5 gap-y-1.5 text-sm sm:pl-11">
      <TreeStatusBadge status={flow.status} />
      {flow.is_default && (
        <Badge tone="accent" icon={PackageOpen}>
          {t.sample}
        </Badge>
      )}
      <LinkedForkChip flow={flow} />
      <ParentUpdatedBadge flow={flow} />
      <span>{strings.common.kinds[flow.tree_type]}</span>
      <Dot />
      <span>{t.version(flow.version)}</span>
      <Dot />
      <span>
        {t.changed} <RelativeTime at={flow.updated_at} />
        {!flow.is_default && flow.author.name !== "" && ` ${t.changedBy(flow.author.name)}`}
      </span>
    </p>
  );
}

function Dot() {
  return (
    <span aria-hidden className="text-line-strong max-sm:hidden">
      ·
    </span>
  );
}

/** What the flow is for. A long text is cut short until it is asked for. */
export function FlowDescription({ text }: { text: string }) {
  const ref = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isLong, setLong] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || isOpen) return;
    const observer = new ResizeObserver(() => setLong(element.scrollHeight > element.clientHeight + 4));
    observer.observe(element);
    return () => observer.disconnect();
  }, [text, isOpen]);
  if (text.trim() === "") return null;
  return (
    <div className="-mt-2 mb-5 max-w-3xl sm:pl-11">
      <div
        ref={ref}
        className={cx(
          !isOpen && "max-h-22 overflow-hidden",
          isLong && !isOpen && "[mask-image:linear-gradient(#000_55%,transparent)]",
        )}
      >
        <LazyMarkdown text={text} />
      </div>
      {isLong && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="mt-1 rounded-sm text-sm font-medium text-accent-fg hover:underline touch:min-h-11"
        >
          {isOpen ? t.descriptionLess : t.descriptionMore}
        </button>
      )}
    </div>
  );
}
