import { Eye } from "lucide-react";
import { strings } from "@/app/strings";
import type { Relation } from "@/flow-model/related";
import { Filled } from "@/ui/filling";
import { NodeDot } from "@/ui/node-dot";

const t = strings.flow.node;

export interface RelatedStepsProps {
  relations: readonly Relation[];
  /** Shows one of them; without it they are only named. */
  onShow?: (id: string) => void;
}

/** What a step refers to, each with why. */
export function RelatedSteps({ relations, onShow }: RelatedStepsProps) {
  return (
    <div>
      <p className="mb-0.5 flex items-center gap-1.5 text-sm font-medium text-muted">
        <Eye aria-hidden className="size-3.5" />
        {t.related}
      </p>
      <ul aria-label={t.related}>
        {relations.map((relation) => (
          <li key={relation.id} className="flex min-h-7 flex-wrap items-center gap-x-2 touch:min-h-11">
            <Target relation={relation} onShow={onShow} />
            <span className="text-sm text-muted wrap-anywhere">
              {relation.type === "dependency" && <strong className="font-medium">{t.needed}</strong>}
              {relation.type === "dependency" && relation.label && " · "}
              <Filled text={relation.label} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Target({ relation: { node }, onShow }: { relation: Relation } & Pick<RelatedStepsProps, "onShow">) {
  if (!node) return <span className="text-warning-fg">{strings.flow.outline.gone}</span>;
  const name = (
    <>
      <NodeDot type={node.type} silent />
      <span className="min-w-0 text-left wrap-anywhere">
        <Filled text={node.title || strings.flow.untitled} />
      </span>
    </>
  );
  const look = "inline-flex max-w-full items-center gap-2";
  if (!onShow) return <span className={look}>{name}</span>;
  return (
    <button
      type="button"
      onClick={() => onShow(node.id)}
      className={`${look} rounded-sm font-medium text-accent-fg underline decoration-accent-line underline-offset-3 hover:decoration-current touch:min-h-11`}
    >
      {name}
    </button>
  );
}
