import { ArrowLeft } from "lucide-react";
import { strings } from "@/app/strings";
import { editor as t } from "@/app/strings/editor";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/dialog";
import { FlowForm } from "./form/flow-form";
import { NodeForm } from "./form/node-form";
import { SelectionPanel } from "./selection-panel";
import { linesOf, nodeOf } from "./session";
import { useEditor, useEditorState } from "./use-editor";
import type { ReactNode } from "react";

/** What is said about what is chosen: one step, several, or the whole flow. */
function useForm() {
  const { session } = useEditor();
  const { history, cursor } = useEditorState(session);
  const line = linesOf(history.draft.document).find(({ key }) => key === cursor);
  const node = nodeOf(line);
  const form = session.isChoosing ? (
    <SelectionPanel />
  ) : node && line ? (
    <NodeForm key={node.id} node={node} option={line.node ? undefined : line.via?.link.option?.id} />
  ) : (
    <FlowForm />
  );
  return { node, form };
}

export interface FormColumnProps {
  place: (element: HTMLElement | null) => void;
  isRoomy: boolean;
  /** Escape leads back to where one came from. */
  onLeave: () => void;
}

/** The form as a part of the page. */
export function FormColumn({ place, isRoomy, onLeave }: FormColumnProps) {
  const { session } = useEditor();
  const { form } = useForm();
  return (
    <section
      ref={place}
      data-part
      aria-label={t.form}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onLeave();
      }}
      // Gone from it, also to another part of the page; what only opens over it, as a menu, is no other part.
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget?.closest("[data-part]") && !currentTarget.contains(relatedTarget))
          session.leaveFresh();
      }}
      className="min-h-0 overflow-y-auto"
    >
      <div className={cx("mx-auto max-w-2xl pt-4 pb-16", isRoomy ? "px-5" : "px-4")}>{form}</div>
    </section>
  );
}

export interface FormSheetProps {
  place: (element: HTMLElement | null) => void;
  /** What is told to screen readers: what lies under a sheet is not heard. */
  region: ReactNode;
  onClose: () => void;
}

/** The form over the page, where that is narrow. */
export function FormSheet({ place, region, onClose }: FormSheetProps) {
  const { node, form } = useForm();
  return (
    <Dialog
      title={node ? strings.common.nodeTypes[node.type] : t.wholeFlow}
      bare
      sheet
      onClose={onClose}
      className="max-sm:h-[92dvh]"
      size="lg"
    >
      {region}
      <div ref={place}>
        <div className="sticky top-0 z-10 flex h-13 items-center border-b border-line bg-raised px-2">
          <Button variant="ghost" icon={ArrowLeft} onClick={onClose}>
            {t.closeForm}
          </Button>
        </div>
        <div className="px-4 pt-3 pb-8">{form}</div>
      </div>
    </Dialog>
  );
}
