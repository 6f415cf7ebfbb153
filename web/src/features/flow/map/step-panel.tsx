import { CornerDownRight, PencilLine, X } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import type { FlowNode, Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { linksOf, nodesById, sourcesOf } from "@/flow-model/links";
import { relationsOf } from "@/flow-model/related";
import { ButtonLink, IconButton } from "@/ui/button";
import { NodeIcon } from "@/ui/node-icon";
import { NodeContent } from "../node-content";

export interface StepPanelProps {
  flow: Tree;
  node: FlowNode;
  onSelect: (id: string) => void;
  onClose: () => void;
}

/** What the chosen node says, where it leads and what leads to it. */
export function StepPanel({ flow, node, onSelect, onClose }: StepPanelProps) {
  const document = flow.tree_structure;
  const nodes = useMemo(() => nodesById(document), [document]);
  const ways = useMemo(() => linksOf(document).get(node.id) ?? [], [document, node.id]);
  const relations = useMemo(() => relationsOf(document).get(node.id), [document, node.id]);
  const sources = useMemo(() => sourcesOf(document).get(node.id) ?? [], [document, node.id]);
  return (
    <MapSheet
      node={node}
      isIdea={flow.tree_type === "impact"}
      onClose={onClose}
      footer={
        flow.permissions.edit && (
          <ButtonLink
            to="/flows/$flowId/edit"
            params={{ flowId: flow.id }}
            search={{ node: node.id }}
            size="sm"
            icon={PencilLine}
            className="w-full"
          >
            {strings.flow.node.editStep}
          </ButtonLink>
        )
      }
    >
      <NodeContent node={node} relations={relations} onShow={onSelect} />
      <Ways
        title={ways.some(({ option }) => option) ? strings.flow.node.answers : strings.flow.node.next}
        ways={ways.map(({ to, option }) => ({
          label: option?.label,
          to: to === undefined ? undefined : nodes.get(to),
        }))}
        onSelect={onSelect}
      />
      <Ways
        title={strings.flow.node.leadsHere}
        ways={sources.map(({ from, link }) => ({ label: link.option?.label, to: from }))}
        onSelect={onSelect}
      />
    </MapSheet>
  );
}

interface WaysProps {
  title: string;
  ways: readonly { label: string | undefined; to: FlowNode | undefined }[];
  onSelect: (id: string) => void;
}

function Ways({ title, ways, onSelect }: WaysProps) {
  if (ways.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-sm font-medium text-muted">{title}</h3>
      <ul className="-mx-1.5">
        {ways.map(({ label, to }, place) => (
          <li key={place}>
            <button
              type="button"
              disabled={!to}
              onClick={() => to && onSelect(to.id)}
              className="flex w-full items-start gap-2 rounded-md px-1.5 py-1 text-left hover:bg-hover disabled:hover:bg-transparent touch:min-h-11 touch:items-center"
            >
              <CornerDownRight aria-hidden className="mt-1 size-3.5 shrink-0 text-faint" />
              <span className="min-w-0 wrap-anywhere">
                {label && <span className="mr-1.5 font-medium text-info-fg">{label}</span>}
                {to ? to.title || strings.flow.untitled : strings.flow.outline.open}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface MapSheetProps {
  node: FlowNode;
  isIdea: boolean;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
}

/** The frame of what is said about the chosen node, over a map. */
export function MapSheet({ node, isIdea, onClose, footer, children }: MapSheetProps) {
  return (
    <section
      aria-label={strings.flow.map.step}
      className="absolute z-10 flex animate-rise flex-col overflow-hidden border-line bg-raised shadow-lg max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-3/5 max-sm:rounded-t-xl max-sm:border-t sm:top-3 sm:right-3 sm:max-h-[calc(100%-1.5rem)] sm:w-88 sm:rounded-xl sm:border"
    >
      <header className="flex items-start gap-2.5 border-b border-line py-2.5 pr-2 pl-3.5">
        <NodeIcon type={node.type} isIdea={isIdea} className="mt-1" />
        <div className="min-w-0 flex-1 pt-0.5">
          <p className="text-xs text-faint">{strings.common.nodeTypes[node.type]}</p>
          <h2 className="font-semibold wrap-anywhere">{node.title || strings.flow.untitled}</h2>
        </div>
        <IconButton icon={X} size="sm" label={strings.flow.map.close} onClick={onClose} />
      </header>
      <div tabIndex={-1} className="min-h-0 flex-1 space-y-4 overflow-y-auto p-3.5">
        {children}
      </div>
      {footer && <footer className="border-t border-line p-2.5">{footer}</footer>}
    </section>
  );
}
