import { Copy, Trash2 } from "lucide-react";
import { strings } from "@/app/strings";
import { canvas as t } from "@/app/strings/canvas";
import { Button } from "@/ui/button";
import { NodeIcon } from "@/ui/node-icon";
import { useEditor, useEditorState } from "./use-editor";

/** More are not listed. */
const MOST = 40;

/** In place of a form while several steps are chosen. */
export function SelectionPanel() {
  const { session, duplicate, remove, show } = useEditor();
  const { history, selected } = useEditorState(session);
  const { nodes, kind } = history.draft.document;
  const chosen = nodes.filter(({ id }) => selected.has(id));
  return (
    <div>
      <h2 className="text-lg font-semibold">{t.said.chosen(chosen.length)}</h2>
      <p className="mt-0.5 text-muted">{t.chosen.hint}</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button icon={Copy} onClick={duplicate}>
          {t.chosen.duplicate}
        </Button>
        <Button variant="danger" icon={Trash2} onClick={remove}>
          {t.chosen.delete}
        </Button>
      </div>
      <ul className="mt-5 divide-y divide-line border-y border-line">
        {chosen.slice(0, MOST).map((node) => (
          <li key={node.id}>
            <button
              type="button"
              onClick={() => show(node.id)}
              className="flex w-full items-center gap-2.5 py-2 text-left hover:bg-hover touch:min-h-11"
            >
              <NodeIcon type={node.type} isIdea={kind === "impact"} />
              <span className="min-w-0 flex-1 truncate">{node.title || strings.flow.untitled}</span>
            </button>
          </li>
        ))}
        {chosen.length > MOST && <li className="py-2 text-muted">+ {chosen.length - MOST}</li>}
      </ul>
    </div>
  );
}
