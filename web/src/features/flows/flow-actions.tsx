import { Link } from "@tanstack/react-router";
import { Download, Ellipsis, Eye, GitFork, PencilLine, Play } from "lucide-react";
import type { TreeSummary } from "@/api/types";
import { overlays } from "@/app/overlays";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { forks } from "@/app/strings/forks";
import { forks as mayFork } from "@/features/forks/may";
import { isRun } from "@/flow-model/kinds";
import { Button, IconButton } from "@/ui/button";
import { Menu, MenuItem, MenuLink } from "@/ui/menu";

const t = strings.flows;

/** Whether a person could start it: impact trees are not run, and archived flows start no new runs. */
export function isRunnable(
  flow: Pick<TreeSummary, "tree_type" | "status" | "published_version" | "permissions">,
): boolean {
  if (!isRun(flow.tree_type) || flow.status === "archived") return false;
  return flow.published_version != null || flow.permissions.edit;
}

/** Whether running it is only trying out a draft: nothing of it is published yet. */
export function isTriedOut({ published_version }: Pick<TreeSummary, "published_version">): boolean {
  return published_version == null;
}

/** Asks in which format the flow is to be taken elsewhere. */
export function exportFlow(flow: Pick<TreeSummary, "id" | "name">, version?: number): void {
  overlays.open({
    name: "export",
    treeId: flow.id,
    treeName: flow.name,
    version,
  });
}

export function RunButton({ flow, size = "sm" }: { flow: TreeSummary; size?: "sm" | "md" }) {
  if (!isRunnable(flow)) return null;
  return (
    <Button
      size={size}
      icon={Play}
      aria-label={isTriedOut(flow) ? t.tryFlow(flow.name) : t.runFlow(flow.name)}
      onClick={() => overlays.open({ name: "start-run", treeId: flow.id, treeName: flow.name })}
    >
      {isTriedOut(flow) ? strings.flow.actions.tryIt : strings.common.run}
    </Button>
  );
}

/** What can be done with a flow from a list. */
export function FlowMenu({ flow }: { flow: TreeSummary }) {
  const me = useMe();
  return (
    <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={t.moreActions(flow.name)} />}>
      {isRunnable(flow) && (
        <MenuItem
          icon={Play}
          onSelect={() => overlays.open({ name: "start-run", treeId: flow.id, treeName: flow.name })}
        >
          {isTriedOut(flow) ? strings.flow.actions.tryIt : strings.common.run}
        </MenuItem>
      )}
      <MenuLink>
        <Link to="/flows/$flowId" params={{ flowId: flow.id }}>
          <Eye aria-hidden className="size-4 text-faint" />
          {strings.common.open}
        </Link>
      </MenuLink>
      {mayFork(me) && flow.is_active && (
        <MenuItem icon={GitFork} onSelect={() => overlays.open({ name: "fork", flow })}>
          {forks.fork}
        </MenuItem>
      )}
      {flow.permissions.edit && (
        <MenuLink>
          <Link to="/flows/$flowId/edit" params={{ flowId: flow.id }}>
            <PencilLine aria-hidden className="size-4 text-faint" />
            {t.editFlow}
          </Link>
        </MenuLink>
      )}
      <MenuItem icon={Download} onSelect={() => exportFlow(flow)}>
        {strings.flow.actions.export}
      </MenuItem>
    </Menu>
  );
}
