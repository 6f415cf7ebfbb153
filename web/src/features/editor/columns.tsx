import type { ReactNode } from "react";
import { canvas as c } from "@/app/strings/canvas";
import { editor as t } from "@/app/strings/editor";
import { cx } from "@/ui/cx";
import { Segmented } from "@/ui/segmented";
import type { EditorView } from "./view";

export interface ColumnsProps {
  view: EditorView;
  /** Null while they have no column of their own. */
  findings: ReactNode;
  children: ReactNode;
}

/** Side by side where there is room. Beside the canvas findings take the place of the outline. */
export function Columns({ view, findings, children }: ColumnsProps) {
  return (
    <div
      className={cx(
        "grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)]",
        columnsFor(view, findings !== null),
      )}
    >
      {view !== "outline" && <Findings list={findings} className="border-r" />}
      {children}
      {view === "outline" && <Findings list={findings} className="border-l" />}
    </div>
  );
}

function columnsFor(view: EditorView, hasFindings: boolean): string {
  if (view === "outline") {
    return hasFindings
      ? "lg:grid-cols-[minmax(20rem,5fr)_minmax(22rem,6fr)_18rem]"
      : "lg:grid-cols-[minmax(20rem,2fr)_minmax(22rem,3fr)]";
  }
  if (view === "canvas" && !hasFindings)
    return "lg:grid-cols-[minmax(0,1fr)_21rem] 2xl:grid-cols-[minmax(0,1fr)_25rem]";
  return "lg:grid-cols-[16rem_minmax(0,1fr)_21rem] 2xl:grid-cols-[19rem_minmax(0,1fr)_25rem]";
}

function Findings({ list, className }: { list: ReactNode; className: string }) {
  if (list === null) return null;
  return (
    <aside
      data-part
      aria-label={t.findings.title}
      className={cx("min-h-0 border-line bg-surface", className)}
    >
      {list}
    </aside>
  );
}

export interface ViewSwitchProps {
  view: EditorView;
  views: readonly EditorView[];
  onChange: (view: EditorView) => void;
  className?: string;
}

export function ViewSwitch({ view, views, onChange, className }: ViewSwitchProps) {
  return (
    <Segmented
      label={c.view.label}
      value={view}
      options={views.map((value) => ({ value, label: c.view[value] }))}
      onChange={onChange}
      className={className}
    />
  );
}
