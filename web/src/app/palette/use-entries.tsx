import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { History, ListTree, type LucideIcon } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import type { SearchHit, SessionSummary } from "@/api/types";
import { useActionContext, useActions, type Action, type ActionContext } from "@/app/actions";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { flowSearchQuery } from "@/features/flows/queries";
import { recentSessionsQuery } from "@/features/sessions/queries";
import { formatRelative } from "@/ui/format";
import { Highlight, isSnippetOf } from "@/ui/highlight";
import { useDebounced } from "@/ui/use-debounced";
import { fuzzyFilter, startsWords } from "./fuzzy";

const t = strings.shell.palette;
const SEARCH_AFTER_MS = 120;
const MOST_FLOWS = 6;
const MOST_SESSIONS = 4;

export interface Entry {
  id: string;
  section: string;
  label: string;
  /** The label with what was found in it marked. */
  shown?: ReactNode;
  detail?: ReactNode;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
}

/** What the palette offers for a query: flows found by the server, recent sessions, actions. */
export function useEntries(query: string): { entries: Entry[]; searching: boolean } {
  const actions = useActions();
  const context = useActionContext();
  const { user } = useMe();
  const asked = useDebounced(query, SEARCH_AFTER_MS);
  const found = useInfiniteQuery({
    ...flowSearchQuery(asked, {}, MOST_FLOWS),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const recent = useQuery(recentSessionsQuery(user.id));

  const entries = useMemo(() => {
    const hits = query === "" ? [] : (found.data?.pages[0]?.items ?? []);
    const sessions = fuzzyFilter(query, recent.data?.items ?? [], ({ tree, ticket_number, client_name }) => [
      tree.name,
      `${ticket_number ?? ""} ${client_name ?? ""}`,
    ]);
    const usable = actions.filter(({ id, enabled }) => id !== "palette" && (enabled?.(context) ?? true));
    const commands = fuzzyFilter(query, usable, ({ label, also }) => [label, also]);
    // What somebody begins to spell out is meant, whatever texts have its letters in them.
    const isSpelled = ({ label }: Action) => query !== "" && startsWords(query, label);
    return [
      ...commands.filter(isSpelled).map((action) => actionEntry(action, context)),
      ...hits.map((hit) => flowEntry(hit, context)),
      ...sessions.slice(0, MOST_SESSIONS).map((session) => sessionEntry(session, context)),
      ...commands.filter((action) => !isSpelled(action)).map((action) => actionEntry(action, context)),
    ];
  }, [actions, context, query, recent.data, found.data]);

  return { entries, searching: query !== "" && (found.isFetching || asked !== query) };
}

function flowEntry({ tree, snippet, node_id }: SearchHit, { navigate }: ActionContext): Entry {
  const marked = <Highlight segments={snippet} />;
  return {
    id: `flow-${tree.id}`,
    section: t.flows,
    label: tree.name,
    ...(isSnippetOf(tree.name, snippet) ? { shown: marked } : snippet.length > 0 && { detail: marked }),
    icon: ListTree,
    run: () =>
      void navigate({
        to: "/flows/$flowId",
        params: { flowId: tree.id },
        search: node_id ? { node: node_id } : {},
      }),
  };
}

function sessionEntry(session: SessionSummary, { navigate }: ActionContext): Entry {
  const to = session.status === "in_progress" ? "/sessions/$sessionId/run" : "/sessions/$sessionId";
  const words = [
    strings.common.sessionStatus[session.status],
    session.ticket_number,
    formatRelative(session.started_at),
  ];
  return {
    id: `session-${session.id}`,
    section: t.sessions,
    label: session.tree.name,
    detail: words.filter(Boolean).join(" · "),
    icon: History,
    run: () => void navigate({ to, params: { sessionId: session.id } }),
  };
}

function actionEntry(action: Action, context: ActionContext): Entry {
  return {
    id: action.id,
    section: t.actions,
    label: action.label,
    icon: action.icon,
    keys: action.keys,
    run: () => action.run(context),
  };
}
