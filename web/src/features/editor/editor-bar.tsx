import { Link } from "@tanstack/react-router";
import {
  ArrowLeft,
  ChevronsDownUp,
  ChevronsUpDown,
  CircleAlert,
  CircleCheck,
  Ellipsis,
  Play,
  Redo2,
  Rocket,
  Settings2,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Finding, Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { editor as t } from "@/app/strings/editor";
import { isPublishable } from "@/features/flow/life";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Kbd } from "@/ui/kbd";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";
import { TreeStatusBadge } from "@/ui/status";
import { SaveNote } from "./save-note";
import type { EditorSession } from "./session";
import { useEditor, useEditorState } from "./use-editor";

export interface EditorBarProps {
  flow: Tree;
  session: EditorSession;
  findings: readonly Finding[];
  showsFindings: boolean;
  onFindings: () => void;
  onPublish: () => void;
  onTry: () => void;
  onAbout: () => void;
  onCollapseAll: (isCollapsed: boolean) => void;
  onSolve: () => void;
  /** Chooses between outline and canvas, where there is room for it here. */
  views: ReactNode;
}

export function EditorBar(props: EditorBarProps) {
  const { flow, session, findings, showsFindings, onFindings } = props;
  const { history } = useEditorState(session);
  const { undo, redo } = useEditor();
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const Icon = errors > 0 ? CircleAlert : warnings > 0 ? TriangleAlert : CircleCheck;
  const runnable = flow.tree_type !== "impact";
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-1.5 border-b border-line bg-surface px-2 sm:gap-2 sm:px-3">
      <Link
        to="/flows/$flowId"
        params={{ flowId: flow.id }}
        aria-label={t.backToFlow}
        title={t.backToFlow}
        className="inline-flex size-8.5 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg touch:size-11"
      >
        <ArrowLeft aria-hidden className="size-4.5" />
      </Link>
      <div className="min-w-0 flex-1 py-1">
        <div className="flex items-center gap-2">
          <h1 tabIndex={-1} data-page-heading className="truncate font-semibold">
            {history.draft.meta.name || strings.flow.untitled}
          </h1>
          <span className="max-md:hidden">
            <TreeStatusBadge status={flow.status} />
          </span>
        </div>
        <SaveNote flowId={flow.id} session={session} onSolve={props.onSolve} />
      </div>
      {props.views}
      <IconButton
        icon={Undo2}
        label={t.actions.undo}
        hint={<Kbd keys="mod+z" />}
        disabled={history.done.length === 0}
        onClick={undo}
      />
      <IconButton
        icon={Redo2}
        label={t.actions.redo}
        hint={<Kbd keys="mod+shift+z" />}
        disabled={history.undone.length === 0}
        onClick={redo}
        className="max-sm:hidden"
      />
      <Button
        variant="ghost"
        aria-pressed={showsFindings}
        aria-label={`${t.findings.title}: ${t.findings.summary(errors, warnings)}`}
        onClick={onFindings}
        className={cx("px-2!", showsFindings && "bg-hover text-fg")}
      >
        <Icon
          aria-hidden
          className={cx(
            "size-4",
            errors > 0 ? "text-danger" : warnings > 0 ? "text-warning" : "text-success",
          )}
        />
        {(errors > 0 || warnings > 0) && <span className="tabular-nums">{errors || warnings}</span>}
      </Button>
      {runnable && (
        <Button icon={Play} onClick={props.onTry} className="max-md:hidden">
          {t.actions.tryIt}
        </Button>
      )}
      {flow.permissions.publish && (
        <Button
          variant="primary"
          icon={Rocket}
          disabled={!isPublishable(flow) && !session.saver.isDirty}
          onClick={props.onPublish}
          className="max-sm:hidden"
        >
          {t.actions.publish}
        </Button>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={t.actions.more} />}>
        {flow.permissions.publish && (
          <div className="sm:hidden">
            <MenuItem icon={Rocket} onSelect={props.onPublish}>
              {t.actions.publish}
            </MenuItem>
          </div>
        )}
        {runnable && (
          <div className="md:hidden">
            <MenuItem icon={Play} onSelect={props.onTry}>
              {t.actions.tryIt}
            </MenuItem>
          </div>
        )}
        <div className="sm:hidden">
          <MenuItem icon={Redo2} disabled={history.undone.length === 0} onSelect={redo}>
            {t.actions.redo}
          </MenuItem>
          <MenuSeparator />
        </div>
        <MenuItem icon={Settings2} onSelect={props.onAbout}>
          {t.actions.aboutFlow}
        </MenuItem>
        <MenuItem icon={ChevronsDownUp} onSelect={() => props.onCollapseAll(true)}>
          {t.actions.collapseAll}
        </MenuItem>
        <MenuItem icon={ChevronsUpDown} onSelect={() => props.onCollapseAll(false)}>
          {t.actions.expandAll}
        </MenuItem>
      </Menu>
    </header>
  );
}
