import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX, Tags } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { labels as t, type LabelKind } from "@/app/strings/labels";
import { managesLabels } from "@/features/account/may";
import { Button, ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { SearchQuery } from "@/ui/search-query";
import { Segmented } from "@/ui/segmented";
import { SkeletonRows } from "@/ui/skeleton";
import { LabelRow } from "./label-row";
import { useLabels } from "./queries";
import { found, kindOf } from "./search";

export default function LabelsPage() {
  const search = useSearch({ from: "/app/flows/labels" });
  const navigate = useNavigate({ from: "/flows/labels" });
  const kind = kindOf(search);
  return (
    <Page
      title={t.title}
      description={t.description}
      width="narrow"
      crumbs={
        <Link to="/flows" className="hover:text-fg hover:underline">
          {strings.flows.title}
        </Link>
      }
    >
      <div className="mb-4 space-y-2.5">
        <Segmented
          label={t.kind}
          value={kind}
          options={(["categories", "tags"] as const).map((value) => ({ value, label: t.kinds[value] }))}
          onChange={(kind) =>
            void navigate({
              search: kind === "tags" ? { show: "tags" } : {},
              replace: true,
              resetScroll: false,
            })
          }
          className="max-sm:w-full"
        />
        <SearchQuery
          key={kind}
          label={t.search[kind]}
          placeholder={t.search[kind]}
          value={search.q ?? ""}
          onChange={(q) =>
            void navigate({
              search: { ...(kind === "tags" ? { show: "tags" } : {}), ...(q ? { q } : {}) },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      <Listed key={`${kind} ${search.q ?? ""}`} kind={kind} q={search.q ?? ""} />
    </Page>
  );
}

/** So many are shown at first: a page of thousands would be slow to come. */
const AT_FIRST = 200;

function Listed({ kind, q }: { kind: LabelKind; q: string }) {
  const canManage = managesLabels(useMe());
  const [most, setMost] = useState(AT_FIRST);
  const labels = useLabels(kind);
  if (!labels.data) {
    if (labels.isError) return <ErrorNote error={labels.error} onRetry={() => void labels.refetch()} />;
    return (
      <div className="card overflow-hidden">
        <SkeletonRows rows={6} label={t.loading} />
      </div>
    );
  }
  if (labels.data.length === 0) return <Nothing kind={kind} />;
  const matching = found(labels.data, q);
  if (matching.length === 0) {
    return (
      <EmptyState icon={SearchX} title={t.noMatch(q)} className="card">
        {t.noMatchText}
      </EmptyState>
    );
  }
  return (
    <>
      <p role="status" className="sr-only">
        {t.shown(Math.min(most, matching.length))}
      </p>
      <ul aria-label={t.kinds[kind]} className="card divide-y divide-line">
        {matching.slice(0, most).map((label) => (
          <LabelRow key={label.name} kind={kind} label={label} labels={labels.data} canManage={canManage} />
        ))}
      </ul>
      {matching.length > most && (
        <div className="mt-4 text-center">
          <Button onClick={() => setMost(most + AT_FIRST)}>{t.more}</Button>
        </div>
      )}
    </>
  );
}

function Nothing({ kind }: { kind: LabelKind }) {
  return (
    <EmptyState
      icon={Tags}
      title={t.empty[kind].title}
      className="card"
      actions={<ButtonLink to="/flows">{t.empty.action}</ButtonLink>}
    >
      {t.empty[kind].text}
    </EmptyState>
  );
}
