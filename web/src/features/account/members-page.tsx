import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX, UserPlus } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { account as words } from "@/app/strings/account";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { SearchQuery } from "@/ui/search-query";
import { SkeletonRows } from "@/ui/skeleton";
import { AccountNav } from "./account-nav";
import { manages } from "./may";
import { InviteDialog } from "./members/invite-dialog";
import { Invites } from "./members/invites";
import { MemberRow } from "./members/member-row";
import { membersQuery } from "./queries";

const t = words.members;

export default function MembersPage() {
  const { q } = useSearch({ from: "/app/account/members" });
  const navigate = useNavigate({ from: "/account/members" });
  const isAdmin = manages(useMe());
  const [inviting, setInviting] = useState(false);
  const invite = (
    <Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
      {words.invites.action}
    </Button>
  );
  return (
    <Page
      title={t.title}
      description={t.description}
      width="narrow"
      nav={<AccountNav />}
      actions={isAdmin && invite}
    >
      <div className="space-y-8">
        <div>
          <SearchQuery
            label={t.search}
            placeholder={t.searchPlaceholder}
            value={q ?? ""}
            onChange={(q) => void navigate({ search: q ? { q } : {}, replace: true, resetScroll: false })}
          />
          <Listed q={q} />
        </div>
        {isAdmin && <Invites />}
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Listed({ q }: { q: string | undefined }) {
  const list = useInfiniteQuery({ ...membersQuery(q), placeholderData: keepPreviousData });
  if (list.isPending) return <SkeletonRows rows={4} label={t.loading} />;
  if (list.isError && !list.data) {
    return <ErrorNote error={list.error} onRetry={() => void list.refetch()} className="mt-4" />;
  }
  const members = list.data.pages.flatMap((page) => page.items);
  if (members.length === 0) return <EmptyState icon={SearchX} title={t.noMatch(q ?? "")} />;
  return (
    <div aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? "opacity-60" : ""}>
      <p role="status" className="sr-only">
        {t.shown(members.length)}
      </p>
      <ul aria-label={t.title} className="card mt-4 divide-y divide-line">
        {members.map((member) => (
          <MemberRow key={member.user.id} member={member} />
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
