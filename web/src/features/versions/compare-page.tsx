import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ArrowRightLeft } from "lucide-react";
import { lazy, Suspense } from "react";
import type { Tree, Version } from "@/api/types";
import { versions } from "@/app/strings/versions";
import { ViewSwitch } from "@/features/diff/view-switch";
import { FlowCrumbs, WithFlow } from "@/features/flow/with-flow";
import { IconButton } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { versionsQuery } from "./queries";
import { endsOf, type CompareSearch } from "./search";

const Compared = lazy(() => import("./compared"));
const t = versions.page;

export default function ComparePage() {
  const { flowId } = useParams({ from: "/app/flows/$flowId/compare" });
  return <WithFlow id={flowId}>{(flow) => <Compare flow={flow} />}</WithFlow>;
}

function Compare({ flow }: { flow: Tree }) {
  const search = useSearch({ from: "/app/flows/$flowId/compare" });
  const navigate = useNavigate({ from: "/flows/$flowId/compare" });
  const ends = endsOf(search, flow);
  const change = (changes: CompareSearch) =>
    void navigate({
      search: (before) => ({ ...before, node: undefined, ...changes }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Page title={t.title(flow.name)} heading={t.heading} crumbs={<FlowCrumbs flow={flow} />}>
      <div className="mb-5 flex flex-wrap items-end gap-x-3 gap-y-3">
        <VersionSelect label={t.from} flow={flow} value={ends.from} onChange={(from) => change({ from })} />
        <IconButton
          icon={ArrowRightLeft}
          label={t.swap}
          onClick={() => change({ from: ends.to, to: ends.from })}
        />
        <VersionSelect label={t.to} flow={flow} value={ends.to} onChange={(to) => change({ to })} />
        <ViewSwitch
          kind={flow.tree_type}
          view={search.view}
          onChange={change}
          className="max-sm:w-full sm:ml-auto"
        />
      </div>
      <Suspense fallback={<SkeletonRows rows={5} label={t.loading} />}>
        <Compared flow={flow} ends={ends} search={search} />
      </Suspense>
    </Page>
  );
}

interface VersionSelectProps {
  label: string;
  flow: Tree;
  value: number;
  onChange: (version: number) => void;
}

function VersionSelect({ label, flow, value, onChange }: VersionSelectProps) {
  const known = useInfiniteQuery(versionsQuery(flow.id));
  const named = useInfiniteQuery(versionsQuery(flow.id, true));
  const all = new Map<number, Pick<Version, "version_number" | "name">>([[value, { version_number: value }]]);
  for (const query of [known, named])
    for (const page of query.data?.pages ?? [])
      for (const version of page.items) all.set(version.version_number, version);
  const options = [...all.values()].toSorted((a, b) => b.version_number - a.version_number);
  const nameOf = ({ version_number: number, name }: Pick<Version, "version_number" | "name">) => {
    if (number === flow.version) return t.newest(number);
    return number === flow.published_version ? t.published(number) : t.version(number, name);
  };
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      className="min-w-0 flex-1 sm:w-60 sm:flex-none"
    >
      {options.map((version) => (
        <option key={version.version_number} value={version.version_number}>
          {nameOf(version)}
        </option>
      ))}
    </SelectField>
  );
}
