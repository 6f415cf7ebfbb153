import { CornerDownRight, ExternalLink, Play } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { editor as t } from "@/app/strings/editor";
import { api, ok } from "@/api/client";
import { flowQuery } from "@/features/flows/queries";
import { setDocument, update } from "@/flow-model/change";
import { addTarget, connect, newNode, setParent } from "@/flow-model/edits";
import { sourcesOf, startOf } from "@/flow-model/links";
import { Badge } from "@/ui/badge";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/field";
import { KindTile } from "@/ui/kind";
import { Picker, type PickerItem } from "@/ui/picker";
import { useDebounced } from "@/ui/use-debounced";
import { useEditor } from "../use-editor";
import { FieldFrame, findingsOf } from "./field-frame";
import { NodePicker } from "./node-picker";

/** What comes after an action. */
export function NextField({ node }: { node: FlowNode }) {
  const { session, findings, show } = useEditor();
  const { document } = session;
  return (
    <FieldFrame name="next" label={t.fields.next} findings={findingsOf(findings, node, "next")}>
      {(wiring) => (
        <div className="flex gap-1">
          <NodePicker
            {...wiring}
            label={t.fields.next}
            value={node.next}
            onPick={(to) => session.edit(connect(document, { from: node.id }, to))}
            onNew={(type, title) => {
              const added = addTarget(document, { from: node.id }, newNode(type, title));
              session.edit(added.changes);
              show(added.id, "title");
            }}
          />
          {node.next && document.nodes.some(({ id }) => id === node.next) && (
            <IconButton
              icon={CornerDownRight}
              label={t.option.goTo}
              onClick={() => node.next && show(node.next)}
            />
          )}
        </div>
      )}
    </FieldFrame>
  );
}

/** What a node of an impact tree serves. */
export function ParentField({ node }: { node: FlowNode }) {
  const { session, findings } = useEditor();
  const { document } = session;
  const parent = sourcesOf(document)
    .get(node.id)
    ?.find(({ from }) => from.id !== node.id)?.from;
  return (
    <FieldFrame name="parent" label={t.fields.parent} findings={findingsOf(findings, node, "parent")}>
      {(wiring) => (
        <NodePicker
          {...wiring}
          label={t.fields.parent}
          value={parent?.id}
          except={node.id}
          none={t.target.noParent}
          onPick={(to) => session.edit(setParent(document, node.id, to))}
        />
      )}
    </FieldFrame>
  );
}

/** The flow that a sub-flow step runs: one of the published ones. */
export function CalleeField({ node }: { node: FlowNode }) {
  const { session, findings, flowId } = useEditor();
  const [query, setQuery] = useState("");
  const q = useDebounced(query.trim(), 250);
  const found = useQuery({
    queryKey: ["trees", "callees", q],
    queryFn: async ({ signal }) =>
      q === ""
        ? (
            await ok(
              api.GET("/api/v1/trees", { params: { query: { status: "published", limit: 30 } }, signal }),
            )
          ).items
        : (
            await ok(api.GET("/api/v1/trees/search", { params: { query: { q, limit: 30 } }, signal }))
          ).items.map(({ tree }) => tree),
  });
  const callee = useQuery({ ...flowQuery(node.tree_id ?? ""), enabled: !!node.tree_id, retry: false });
  const items: PickerItem[] = (found.data ?? [])
    .filter((flow) => flow.id !== flowId && flow.published_version != null && flow.tree_type !== "impact")
    .map((flow) => ({
      id: flow.id,
      isChosen: flow.id === node.tree_id,
      content: (
        <>
          <KindTile kind={flow.tree_type} className="size-6! rounded-md!" />
          <span className="min-w-0 flex-1 truncate">{flow.name}</span>
        </>
      ),
      onPick: () => session.edit([update(node.id, "tree_id", flow.id)]),
    }));
  const name = !node.tree_id
    ? t.callee.choose
    : (callee.data?.name ?? (callee.isError ? t.callee.unknown : "…"));
  return (
    <FieldFrame name="tree_id" label={t.fields.tree_id} findings={findingsOf(findings, node, "tree_id")}>
      {(wiring) => (
        <div className="flex gap-1">
          <Picker
            label={t.fields.tree_id}
            placeholder={t.callee.search}
            query={query}
            onQuery={setQuery}
            items={items}
            empty={found.isFetching ? strings.common.loading : t.callee.empty}
            trigger={
              <button
                type="button"
                {...wiring}
                aria-label={`${t.fields.tree_id}: ${name}`}
                className={cx(CONTROL, "flex h-9 items-center gap-2 px-2.5 text-left touch:h-11")}
              >
                <span className={cx("min-w-0 flex-1 truncate", !node.tree_id && "text-muted")}>{name}</span>
              </button>
            }
          />
          {node.tree_id && (
            <Link
              to="/flows/$flowId"
              params={{ flowId: node.tree_id }}
              target="_blank"
              aria-label={t.callee.open}
              className="inline-flex size-9 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg touch:size-11"
            >
              <ExternalLink aria-hidden className="size-4" />
            </Link>
          )}
        </div>
      )}
    </FieldFrame>
  );
}

/** The steps that lead to this one; and for a node where a run may start, whether it does. */
export function SourcesField({ node }: { node: FlowNode }) {
  const { session, show } = useEditor();
  const { document } = session;
  const sources = useMemo(() => sourcesOf(document).get(node.id) ?? [], [document, node.id]);
  const isStart = startOf(document)?.id === node.id;
  return (
    <FieldFrame name="sources" label={t.fields.comesFrom} isGroup>
      {() => (
        <div className="space-y-1">
          {isStart ? (
            <Badge tone="accent" icon={Play}>
              {t.fields.isStart}
            </Badge>
          ) : (
            sources.length === 0 && <p className="text-sm text-warning-fg">{t.fields.comesFromNothing}</p>
          )}
          <ul className="-mx-1.5">
            {sources.map(({ from, link }, place) => (
              <li key={place}>
                <button
                  type="button"
                  onClick={() => show(from.id)}
                  className="flex w-full items-start gap-2 rounded-md px-1.5 py-1 text-left text-sm hover:bg-hover touch:min-h-11 touch:items-center"
                >
                  <CornerDownRight aria-hidden className="mt-0.75 size-3.5 shrink-0 text-faint" />
                  <span className="min-w-0 wrap-anywhere">
                    {from.title || strings.flow.untitled}
                    {link.option?.label && (
                      <span className="ml-1.5 font-medium text-info-fg">{link.option.label}</span>
                    )}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {!isStart && sources.length === 0 && document.kind === "troubleshooting" && (
            <Button size="sm" icon={Play} onClick={() => session.edit([setDocument("root", node.id)])}>
              {t.fields.makeStart}
            </Button>
          )}
        </div>
      )}
    </FieldFrame>
  );
}
