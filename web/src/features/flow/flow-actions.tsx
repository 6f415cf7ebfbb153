import { Link } from "@tanstack/react-router";
import {
  Archive,
  Download,
  Ellipsis,
  GitFork,
  GitPullRequestArrow,
  Link2,
  PencilLine,
  Play,
  Rocket,
  Trash2,
  Undo2,
} from "lucide-react";
import { useMemo, useState } from "react";
import type { Tree } from "@/api/types";
import { usePageActions, type Action } from "@/app/actions";
import { overlays } from "@/app/overlays";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { forks } from "@/app/strings/forks";
import { forks as mayFork } from "@/features/forks/may";
import { exportFlow, isRunnable, isTriedOut } from "@/features/flows/flow-actions";
import { Button, ButtonLink, IconButton } from "@/ui/button";
import { copyText } from "@/ui/clipboard";
import { ConfirmDialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/ui/menu";
import { toast } from "@/ui/toast";
import { isPublishable, lifeOf } from "./life";
import type { FlowLife } from "./use-flow-life";

const t = strings.flow.actions;

export interface FlowActionsProps {
  flow: Tree;
  life: FlowLife;
  /** The older version that is looked at. */
  version?: number;
}

type Asking = "archive" | "delete" | "hard-delete";

export function runFlow(flow: Pick<Tree, "id" | "name">): void {
  overlays.open({ name: "start-run", treeId: flow.id, treeName: flow.name });
}

function publishFlow({ id }: Pick<Tree, "id">): void {
  overlays.open({ name: "publish", flowId: id });
}

/** What can be done with a flow: the next step in its life first, the rest in a menu. */
export function FlowActions({ flow, life, version }: FlowActionsProps) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const state = lifeOf(flow);
  const mayPublish = flow.permissions.publish && isPublishable(flow);
  const isLive = state === "published" || state === "newer";

  const me = useMe();
  const canFork = mayFork(me) && flow.is_active;
  const proposes = flow.is_fork && flow.permissions.edit && flow.parent?.takes_proposals === true;

  usePageActions(useMemo(() => keysOf(flow, canFork, version), [flow, canFork, version]));

  if (state === "deleted") {
    return (
      <>
        {flow.permissions.delete && (
          <Button
            variant="primary"
            icon={Undo2}
            pending={life.undelete.isPending}
            onClick={() => life.undelete.mutate()}
          >
            {t.undelete}
          </Button>
        )}
        {flow.permissions.hard_delete && (
          <Button variant="danger" icon={Trash2} onClick={() => setAsking("hard-delete")}>
            {t.deleteForGood}
          </Button>
        )}
        <Asked flow={flow} life={life} asking={asking} onDone={() => setAsking(null)} />
      </>
    );
  }
  return (
    <>
      {flow.permissions.edit && (
        <ButtonLink to="/flows/$flowId/edit" params={{ flowId: flow.id }} icon={PencilLine}>
          {t.edit}
        </ButtonLink>
      )}
      {isRunnable(flow) && (
        <Button
          variant={mayPublish && !isLive ? "secondary" : "primary"}
          icon={Play}
          onClick={() => runFlow(flow)}
        >
          {isTriedOut(flow) ? t.tryIt : t.run}
        </Button>
      )}
      {mayPublish && (
        <Button variant={isLive ? "secondary" : "primary"} icon={Rocket} onClick={() => publishFlow(flow)}>
          {isLive ? t.publishVersion(flow.version) : t.publish}
        </Button>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={strings.flow.more} />}>
        {canFork && (
          <MenuItem
            icon={GitFork}
            hint={<Kbd keys="shift+f" />}
            onSelect={() => overlays.open({ name: "fork", flow })}
          >
            {forks.fork}
          </MenuItem>
        )}
        {proposes && (
          <MenuLink>
            <Link to="/flows/$flowId/propose" params={{ flowId: flow.id }}>
              <GitPullRequestArrow aria-hidden className="size-4 text-faint" />
              {forks.note.propose}
            </Link>
          </MenuLink>
        )}
        {(canFork || proposes) && <MenuSeparator />}
        <MenuItem icon={Download} onSelect={() => exportFlow(flow, version)}>
          {t.export}
        </MenuItem>
        <MenuItem icon={Link2} onSelect={() => void copyLink()}>
          {t.copyLink}
        </MenuItem>
        {((flow.permissions.publish && state !== "archived") || flow.permissions.delete) && <MenuSeparator />}
        {flow.permissions.publish && state !== "archived" && (
          <MenuItem icon={Archive} onSelect={() => setAsking("archive")}>
            {t.archive}
          </MenuItem>
        )}
        {flow.permissions.delete && (
          <MenuItem icon={Trash2} danger onSelect={() => setAsking("delete")}>
            {t.delete}
          </MenuItem>
        )}
      </Menu>
      <Asked flow={flow} life={life} asking={asking} onDone={() => setAsking(null)} />
    </>
  );
}

/** The same by keys. */
function keysOf(flow: Tree, mayFork: boolean, version?: number): Action[] {
  const isLive = flow.is_active;
  return [
    {
      id: "flow-run",
      label: isTriedOut(flow) ? t.tryIt : t.run,
      group: "page",
      icon: Play,
      keys: "r",
      enabled: () => isLive && isRunnable(flow),
      run: () => runFlow(flow),
    },
    {
      id: "flow-edit",
      label: t.edit,
      group: "page",
      icon: PencilLine,
      keys: "e",
      enabled: () => isLive && flow.permissions.edit,
      run: ({ navigate }) => void navigate({ to: "/flows/$flowId/edit", params: { flowId: flow.id } }),
    },
    {
      id: "flow-fork",
      label: forks.forkThis,
      group: "page",
      icon: GitFork,
      keys: "shift+f",
      also: "copy duplicate",
      enabled: () => mayFork,
      run: () => overlays.open({ name: "fork", flow }),
    },
    {
      id: "flow-publish",
      label: t.publish,
      group: "page",
      icon: Rocket,
      keys: "shift+p",
      enabled: () => isLive && flow.permissions.publish && isPublishable(flow),
      run: () => publishFlow(flow),
    },
    {
      id: "flow-export",
      label: t.export,
      group: "page",
      icon: Download,
      enabled: () => isLive,
      run: () => exportFlow(flow, version),
    },
  ];
}

async function copyLink() {
  if (await copyText(location.href)) toast.success(strings.flow.done.linkCopied);
}

/** The question that was asked before something is done. */
function Asked({
  flow,
  life,
  asking,
  onDone,
}: FlowActionsProps & { asking: Asking | null; onDone: () => void }) {
  const c = strings.flow.confirm;
  switch (asking) {
    case null:
      return null;
    case "archive":
      return (
        <ConfirmDialog
          title={c.archive}
          confirm={t.archive}
          variant="primary"
          pending={life.archive.isPending}
          onConfirm={() => life.archive.mutate(undefined, { onSettled: onDone })}
          onCancel={onDone}
        >
          {c.archiveText(flow.tree_type)}
        </ConfirmDialog>
      );
    case "delete":
    case "hard-delete": {
      const hard = asking === "hard-delete";
      return (
        <ConfirmDialog
          title={hard ? c.deleteForGood : c.delete}
          confirm={hard ? t.deleteForGood : t.delete}
          pending={life.remove.isPending}
          onConfirm={() => life.remove.mutate(hard, { onError: onDone })}
          onCancel={onDone}
        >
          {hard ? c.deleteForGoodText : c.deleteText(flow.tree_type)}
        </ConfirmDialog>
      );
    }
  }
}
