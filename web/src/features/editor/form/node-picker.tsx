import { ChevronsUpDown, CircleAlert, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import type { FlowKind, FlowNode, NodeType } from "@/api/types";
import { fuzzyFilter } from "@/app/palette/fuzzy";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { typesOf } from "@/flow-model/kinds";
import { nodesById } from "@/flow-model/links";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/field";
import { NodeIcon } from "@/ui/node-icon";
import { Picker, type PickerItem } from "@/ui/picker";
import { linesOf } from "../session";
import { useEditor } from "../use-editor";

const t = editor.target;
/** More are found by typing. */
const MOST = 60;

export interface NodePickerProps {
  /** Names the button together with what is chosen. */
  label: string;
  /** The node that is chosen; null for none yet. */
  value: string | null | undefined;
  /** Not offered: one, or several. */
  except?: string | ReadonlySet<string>;
  onPick: (id: string | undefined) => void;
  /** Makes a new node and picks it. Without it none can be made. */
  onNew?: (type: NodeType, title: string) => void;
  /** What to say for none. */
  none?: string;
  /** Nothing may be picked again. */
  canClear?: boolean;
  id?: string;
  "aria-invalid"?: true;
  "aria-describedby"?: string;
}

/** Chooses a node by its title, or makes a new one. */
export function NodePicker({
  label,
  value,
  except,
  onPick,
  onNew,
  none = t.choose,
  canClear = true,
  ...wiring
}: NodePickerProps) {
  const { session } = useEditor();
  const { document } = session;
  const [query, setQuery] = useState("");
  const nodes = useMemo(() => nodesById(document), [document]);
  const chosen = value == null ? undefined : nodes.get(value);
  const isIdea = document.kind === "impact";
  const said = chosen ? chosen.title || strings.flow.untitled : value == null ? none : t.gone(value);

  const offered = useMemo(() => {
    const isOffered = ({ id }: FlowNode) => (typeof except === "object" ? !except.has(id) : id !== except);
    const all = linesOf(document).flatMap(({ node }) => (node && isOffered(node) ? [node] : []));
    return fuzzyFilter(query, all, (node) => [node.title || strings.flow.untitled, node.id]);
  }, [document, except, query]);

  const created = onNew ? newOnes(document.kind, query.trim(), onNew) : [];
  const items: PickerItem[] = [
    ...(canClear && value != null && query === ""
      ? [
          {
            id: "none",
            content: <span className="text-muted">{t.clear}</span>,
            onPick: () => onPick(undefined),
          },
        ]
      : []),
    // Whoever types a name means a step that has it, before a new one.
    ...(query === "" ? created : []),
    ...offered.slice(0, MOST).map((node) => ({
      id: node.id,
      section: t.steps,
      isChosen: node.id === value,
      content: <NodeName node={node} isIdea={isIdea} />,
      onPick: () => onPick(node.id),
    })),
    ...(query === "" ? [] : created),
  ];
  return (
    <Picker
      label={label}
      placeholder={onNew ? t.search : (t.search.split(",")[0] ?? "")}
      query={query}
      onQuery={setQuery}
      items={items}
      empty={t.empty}
      note={offered.length > MOST ? t.more(offered.length - MOST) : undefined}
      trigger={
        <button
          type="button"
          {...wiring}
          aria-label={`${label}: ${said}`}
          className={cx(CONTROL, "flex h-9 min-w-0 items-center gap-2 px-2.5 text-left touch:h-11")}
        >
          {chosen ? (
            <NodeName node={chosen} isIdea={isIdea} />
          ) : (
            <span className="flex min-w-0 flex-1 items-center gap-2 text-muted">
              {value != null && <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />}
              <span className="truncate">{said}</span>
            </span>
          )}
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
        </button>
      }
    />
  );
}

function NodeName({ node, isIdea }: { node: FlowNode; isIdea: boolean }) {
  return (
    <>
      <NodeIcon type={node.type} isIdea={isIdea} />
      <span className={cx("min-w-0 flex-1 truncate", node.title === "" && "text-faint italic")}>
        {node.title || strings.flow.untitled}
      </span>
    </>
  );
}

function newOnes(
  kind: FlowKind,
  title: string,
  onNew: (type: NodeType, title: string) => void,
): PickerItem[] {
  return typesOf(kind)
    .filter((type) => type !== "flow")
    .map((type) => ({
      id: `new-${type}`,
      section: t.create,
      content: (
        <>
          <Plus aria-hidden className="mx-0.75 size-4 shrink-0 text-accent-fg" />
          <span className="min-w-0 flex-1 truncate">
            {t.newOne(strings.common.nodeTypes[type].toLowerCase(), title)}
          </span>
        </>
      ),
      onPick: () => onNew(type, title),
    }));
}
