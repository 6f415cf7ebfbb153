import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useState } from "react";
import { api, ok } from "@/api/client";
import type { PlatformUser } from "@/api/types";
import { queryClient } from "@/app/query";
import { useMe } from "@/app/shell/use-auth";
import { platform } from "@/app/strings/platform";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { SearchQuery } from "@/ui/search-query";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { peopleQuery } from "./queries";

const t = platform.people;
const LISTS = peopleQuery().queryKey.slice(0, 2);

/** Everybody who has an account on the server, and whether they may sign in. */
export function People() {
  const { q } = useSearch({ from: "/app/platform" });
  const navigate = useNavigate({ from: "/platform" });
  return (
    <div className="space-y-4">
      <SearchQuery
        label={t.search}
        placeholder={t.searchPlaceholder}
        value={q ?? ""}
        onChange={(q) =>
          void navigate({ search: { tab: "people", ...(q ? { q } : {}) }, replace: true, resetScroll: false })
        }
      />
      <Listed q={q} />
    </div>
  );
}

function Listed({ q }: { q: string | undefined }) {
  const list = useInfiniteQuery({ ...peopleQuery(q), placeholderData: keepPreviousData });
  if (list.isPending) return <SkeletonRows rows={5} label={t.loading} />;
  if (list.isError && !list.data) {
    return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  const people = list.data.pages.flatMap((page) => page.items);
  if (people.length === 0) return <EmptyState icon={SearchX} title={t.noMatch(q ?? "")} />;
  return (
    <div aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? "opacity-60" : ""}>
      <p role="status" className="sr-only">
        {t.shown(people.length)}
      </p>
      <ul aria-label={t.list} className="card divide-y divide-line">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
      {list.isFetchNextPageError && (
        <ErrorNote error={list.error} onRetry={() => void list.fetchNextPage()} className="mt-3" />
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function PersonRow({ person }: { person: PlatformUser }) {
  const { id, name, email, is_active, is_operator, last_login_at } = person;
  const isMe = useMe().user.id === id;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{name}</span>
          {isMe && <Badge>{t.you}</Badge>}
          {is_operator && <Badge>{t.operator}</Badge>}
          {!is_active && <Badge tone="danger">{t.inactive}</Badge>}
        </p>
        <p className="text-sm wrap-anywhere text-muted">{email}</p>
      </div>
      <p className="text-sm text-muted sm:w-48">
        {last_login_at ? (
          <>
            {t.seen} <RelativeTime at={last_login_at} />
          </>
        ) : (
          t.never
        )}
      </p>
      <div className="flex justify-end max-sm:basis-full max-sm:justify-start sm:w-28">
        {!isMe && <Activity person={person} />}
      </div>
    </li>
  );
}

function Activity({ person: { id, name, is_active } }: { person: PlatformUser }) {
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: () => {
      const params = { path: { id } };
      return is_active
        ? ok(api.POST("/api/v1/platform/users/{id}/deactivate", { params }))
        : ok(api.POST("/api/v1/platform/users/{id}/activate", { params }));
    },
    onSuccess: async () => {
      toast.success(is_active ? t.deactivated(name) : t.activated(name));
      setAsking(false);
      await queryClient.invalidateQueries({ queryKey: LISTS });
    },
    onError: (error) => toast.problem(error),
  });
  if (!is_active) {
    return (
      <Button
        size="sm"
        aria-label={t.activateNamed(name)}
        pending={change.isPending}
        onClick={() => change.mutate()}
      >
        {t.activate}
      </Button>
    );
  }
  return (
    <>
      <Button size="sm" variant="danger" aria-label={t.deactivateNamed(name)} onClick={() => setAsking(true)}>
        {t.deactivate}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.deactivateTitle(name)}
          confirm={t.deactivate}
          pending={change.isPending}
          onConfirm={() => change.mutate()}
          onCancel={() => setAsking(false)}
        >
          {t.deactivateText}
        </ConfirmDialog>
      )}
    </>
  );
}
