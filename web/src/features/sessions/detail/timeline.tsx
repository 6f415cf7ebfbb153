import { CornerUpLeft, Flag, MessageSquareText } from "lucide-react";
import type { ReactNode } from "react";
import type { CustomStep } from "@/api/types";
import { strings } from "@/app/strings";
import { session as t } from "@/app/strings/history";
import type { Mark, Remark, Trail, Visit } from "@/flow-model/run/trail";
import { fill, type Values } from "@/flow-model/variables";
import { Badge } from "@/ui/badge";
import { cx } from "@/ui/cx";
import { formatSpan, isSameDay } from "@/ui/format";
import { NodeDot } from "@/ui/node-dot";
import { TimeOfDay } from "@/ui/time";

export interface TimelineProps {
  trail: Trail;
  values: Values;
  customSteps: readonly CustomStep[];
}

/** What happened in a session, in the order in which it did, with what going back has undone. */
export function Timeline({ trail, values, customSteps }: TimelineProps) {
  const added = (ids: readonly string[]) => customSteps.filter((step) => ids.includes(step.id));
  return (
    <div className="card">
      <ol aria-label={t.timeline} className="divide-y divide-line">
        {trail.scenes.map((scene, place) => {
          const before = trail.scenes[place - 1];
          const time = <TimeOfDay at={scene.at} withDay={before && !isSameDay(before.at, scene.at)} />;
          return scene.kind === "visit" ? (
            <Stay
              key={scene.seq}
              visit={scene}
              values={values}
              added={added(scene.customSteps)}
              time={time}
            />
          ) : (
            <Moment key={scene.seq} mark={scene} values={values} time={time} />
          );
        })}
      </ol>
      {(trail.notes.length > 0 || trail.customSteps.length > 0) && (
        <div className="space-y-2 border-t border-line px-4 py-3">
          <Remarks remarks={trail.notes} />
          <Added steps={added(trail.customSteps)} />
        </div>
      )}
    </div>
  );
}

interface StayProps {
  visit: Visit;
  values: Values;
  added: readonly CustomStep[];
  time: ReactNode;
}

function Stay({ visit, values, added, time }: StayProps) {
  const answer = visit.answer ?? (visit.result && t.results[visit.result]);
  return (
    <li className="flex gap-3 px-4 py-3">
      <NodeDot type={visit.node_type} className="mt-1.5" />
      <div className="min-w-0 flex-1 space-y-1.5">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <span className={cx("wrap-anywhere", visit.undone ? "text-muted line-through" : "font-medium")}>
            {fill(visit.title, values)}
          </span>
          {answer && <span className="font-medium wrap-anywhere text-accent-fg">{fill(answer, values)}</span>}
          {visit.undone && <Badge>{t.undone}</Badge>}
        </p>
        {visit.note && <Remarks remarks={[{ text: visit.note, by: visit.by, at: visit.at }]} />}
        <Remarks remarks={visit.notes} />
        <Added steps={added} />
      </div>
      <p className="shrink-0 text-right text-sm text-muted">
        {time}
        {visit.seconds > 0 && (
          <span title={t.timeHere} className="block text-faint">
            {formatSpan(visit.seconds)}
          </span>
        )}
      </p>
    </li>
  );
}

function Moment({ mark, values, time }: { mark: Mark; values: Values; time: ReactNode }) {
  const Icon = mark.what === "completed" ? Flag : CornerUpLeft;
  const goes = mark.what === "went_back" || mark.what === "jumped";
  return (
    <li className="flex items-center gap-3 bg-subtle px-4 py-2 text-sm text-muted">
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        {t.marks[mark.what]}
        {goes && mark.detail && ` ${t.to(fill(mark.detail, values))}`}
        {mark.outcome && ` · ${strings.common.outcomes[mark.outcome]}`} · {mark.by.name}
      </span>
      <span className="shrink-0">{time}</span>
    </li>
  );
}

function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  return remarks.map((remark) => (
    <p key={`${remark.at}${remark.text}`} className="flex gap-2 rounded-md bg-subtle px-3 py-2 text-sm">
      <MessageSquareText aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">{remark.text}</span>
    </p>
  ));
}

function Added({ steps }: { steps: readonly CustomStep[] }) {
  return steps.map((step) => (
    <p key={step.id} className="text-sm wrap-anywhere">
      <Badge tone="violet">{t.added}</Badge> {typeof step.content === "string" ? step.content : step.title}
    </p>
  ));
}
