import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CloudOff, GitMerge, Pencil, type LucideIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { editor } from "@/app/strings/editor";
import { cx } from "@/ui/cx";
import { Spinner } from "@/ui/spinner";
import type { SaveState } from "./saver";
import type { EditorSession } from "./session";
import { fetchVersions } from "./transport";
import { useEditorState, useSaveState } from "./use-editor";

const t = editor.save;

const LOOKS: Record<SaveState["status"], { icon: LucideIcon | null; tone: string }> = {
  saved: { icon: CircleCheck, tone: "text-faint" },
  changed: { icon: Pencil, tone: "text-faint" },
  saving: { icon: null, tone: "text-faint" },
  retrying: { icon: CloudOff, tone: "text-warning-fg" },
  conflict: { icon: GitMerge, tone: "text-danger-fg" },
  refused: { icon: CircleAlert, tone: "text-danger-fg" },
};

/** So long it is said who has a part in what one sees. */
const TOLD_MS = 12_000;

export interface SaveNoteProps {
  flowId: string;
  session: EditorSession;
  onSolve: () => void;
}

/** Whether what was edited is saved, and what can be done when it is not. */
export function SaveNote({ flowId, session, onSolve }: SaveNoteProps) {
  const state = useSaveState(session);
  const merged = useMergedNote(flowId, session);
  const { icon: Icon, tone } = LOOKS[state.status];
  const offer =
    state.status === "retrying"
      ? { label: t.retryNow, run: session.saver.retryNow }
      : state.status === "conflict"
        ? { label: t.solve, run: onSolve }
        : state.status === "refused"
          ? { label: t.why, run: onSolve }
          : null;
  return (
    <span className={cx("flex min-w-0 items-center gap-1.5 text-sm", tone)}>
      {Icon ? <Icon aria-hidden className="size-3.5 shrink-0" /> : <Spinner className="size-3.5" />}
      {/* Only what needs attention is said aloud: saving goes on all the time. */}
      <span role={offer ? "alert" : undefined} className="truncate">
        {t[state.status]}
      </span>
      {/* Of what others have changed one hears without being disturbed. */}
      <span role="status" className="truncate empty:hidden">
        {!offer && merged && `· ${merged}`}
      </span>
      {offer && (
        <button
          type="button"
          onClick={offer.run}
          className="shrink-0 rounded-sm font-medium underline underline-offset-2 hover:no-underline touch:min-h-11"
        >
          {offer.label}
        </button>
      )}
    </span>
  );
}

/** Who has changed what was taken in a moment ago. */
function useMergedNote(flowId: string, session: EditorSession): string | null {
  const { user } = useMe();
  const { merged } = useEditorState(session);
  const [told, setTold] = useState<typeof merged>(null);
  const isNews = merged !== null && merged !== told;
  const authors = useQuery({
    queryKey: ["tree", flowId, "merged", merged],
    queryFn: async () =>
      (await fetchVersions(flowId))
        .filter(({ version_number: n }) => merged && n > merged.from && n <= merged.to)
        .map(({ author }) => author),
    enabled: isNews,
    staleTime: Infinity,
    retry: false,
  });
  const isKnown = isNews && !authors.isPending;
  useEffect(() => {
    if (!isKnown) return;
    const timer = setTimeout(() => setTold(merged), TOLD_MS);
    return () => clearTimeout(timer);
  }, [isKnown, merged]);
  if (!isKnown) return null;
  const others = (authors.data ?? []).filter(({ id }) => id !== user.id).map(({ name }) => name);
  return t.merged([...new Set(others)].toReversed());
}
