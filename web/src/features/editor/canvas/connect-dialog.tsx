import type { FlowNode } from "@/api/types";
import { fuzzyFilter } from "@/app/palette/fuzzy";
import { strings } from "@/app/strings";
import { canvas } from "@/app/strings/canvas";
import { nodesById } from "@/flow-model/links";
import { NodeIcon } from "@/ui/node-icon";
import { PickDialog, type Pick } from "@/ui/pick-dialog";
import { linesOf } from "../session";
import { useEditor } from "../use-editor";
import { mayConnect } from "./connecting";
import { ASIDE, waysOf, type Way } from "./ways";

const t = canvas.connect;

export interface ConnectDialogProps {
  node: FlowNode;
  /** The way that has been chosen. */
  way: string | undefined;
  onWay: (way: string) => void;
  onConnect: (way: string, to: string) => void;
  /** Asked for before each choice too. */
  onClose: () => void;
}

/** Draws a line without a pointer: which way on, then to which node. */
export function ConnectDialog({ node, way: chosen, onWay, onConnect, onClose }: ConnectDialogProps) {
  const { session } = useEditor();
  const { document } = session;
  const ways = waysOf(node, document.kind);
  const way = chosen ?? (ways.length === 1 ? ways[0]?.id : undefined);
  const byId = nodesById(document);
  const nameOf = (it: FlowNode | undefined) => it?.title || strings.flow.untitled;
  const isIdea = document.kind === "impact";

  if (way === undefined) {
    const picks = ways.map((it): Pick => ({
      id: it.id,
      label: wayName(it),
      detail:
        it.kind === "answer" || it.kind === "child"
          ? undefined
          : it.to === undefined
            ? t.open
            : t.leads(nameOf(byId.get(it.to))),
    }));
    return (
      <PickDialog
        key="way"
        title={t.way}
        placeholder={t.way}
        // A step is looked for here by whoever has not seen yet that it is asked for afterwards.
        none={ways.length === 0 ? t.nothing(node.title) : t.wayFirst}
        noneHint={ways.length === 0 ? undefined : t.wayFirstText}
        results={t.ways}
        find={(query) => fuzzyFilter(query, picks, ({ label }) => [label])}
        onPick={onWay}
        onClose={onClose}
      />
    );
  }
  const targets = linesOf(document).flatMap(({ node: it }) =>
    it && (way === ASIDE ? it.id !== node.id : mayConnect(document, { node: node.id, way }, it.id))
      ? [it]
      : [],
  );
  return (
    <PickDialog
      key="target"
      title={t.target(node.title, ways.find(({ id }) => id === way)?.label)}
      placeholder={t.search}
      none={t.none}
      results={t.steps}
      find={(query) =>
        fuzzyFilter(query, targets, (it) => [nameOf(it), it.id])
          .slice(0, MOST)
          .map((it) => ({
            id: it.id,
            icon: <NodeIcon type={it.type} isIdea={isIdea} />,
            label: nameOf(it),
          }))
      }
      onPick={(to) => onConnect(way, to)}
      onClose={onClose}
    />
  );
}

/** More are found by typing. */
const MOST = 60;

function wayName(way: Way): string {
  switch (way.kind) {
    case "option":
      return t.answer(way.label);
    case "next":
      return t.next;
    case "answer":
      return t.more;
    case "child":
      return t.child;
  }
}
