import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CalendarClock, GitFork, ListFilter, Tag, UserRound, X } from "lucide-react";
import { useRef, useState } from "react";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { SelectField } from "@/ui/field";
import { Segmented } from "@/ui/segmented";
import { isFiltered, toApiFilters } from "./asked";
import {
  asTag,
  KINDS,
  SCOPES,
  SORTS,
  STATUSES,
  VISIBILITIES,
  type FlowsChange,
  type FlowsSearch,
  type Scope,
} from "./filters";
import { categoriesOf, tagsOf } from "./queries";

const t = strings.flows;

export interface FlowFiltersProps {
  search: FlowsSearch;
  onChange: (change: FlowsChange) => void;
  onClear: () => void;
}

/** What the list or the search is narrowed to. What is found has an order of its own. */
export function FlowFilters({ search, onChange, onClear }: FlowFiltersProps) {
  const { sort: _, ...narrowing } = toApiFilters(search);
  const isPublic = search.scope === "public";
  const facets = { placeholderData: keepPreviousData, enabled: !isPublic };
  const categories = useQuery({ ...categoriesOf(narrowing), ...facets });
  const tags = useQuery({ ...tagsOf(narrowing), ...facets });
  const [open, setOpen] = useState(false);
  const { type, status, category, visibility, forks, review } = search;
  const tag = [search.tag ?? []].flat();
  const count = [type, status, category, visibility, forks, review].filter(Boolean).length + tag.length;
  const filters = useRef<HTMLDivElement>(null);
  const withoutTag = (name: string) => {
    onChange({ tag: asTag(tag.filter((other) => other !== name)) });
    // The button goes away with the tag.
    filters.current?.querySelector<HTMLElement>("[data-tags]")?.focus();
  };
  // The numbers are of the list: of what is found nobody counts them.
  const named = (name: string, own: number, samples: number) =>
    [name, search.q ? name : `${name} (${ofScope(search.scope ?? "all", own, samples)})`] as const;
  const scopes = (
    <Segmented
      label={t.scope}
      value={search.scope ?? "all"}
      options={SCOPES.map((value) => ({ value, label: t.scopes[value] }))}
      onChange={(scope) => onChange({ scope: scope === "all" ? undefined : scope })}
      className="max-sm:w-full max-sm:[&>label]:px-1.5"
    />
  );
  // What others share is not of this account's categories and tags.
  if (isPublic) return <div className="flex flex-wrap">{scopes}</div>;
  return (
    <div ref={filters} className="flex flex-wrap items-center gap-2">
      {scopes}
      <Button
        icon={ListFilter}
        aria-expanded={open}
        aria-controls="flow-filters"
        onClick={() => setOpen(!open)}
        className="md:hidden"
      >
        {t.filters}
        {count > 0 && <span className="tabular-nums">{count}</span>}
      </Button>
      <div
        id="flow-filters"
        className={cx(
          "grid-cols-2 gap-2 max-md:w-full md:flex md:flex-wrap md:items-center",
          open ? "grid" : "hidden md:flex",
        )}
      >
        <Filter label={t.type} any={t.anyType} value={search.type} onChange={(type) => onChange({ type })}>
          {KINDS.map((kind) => [kind, strings.common.kinds[kind]])}
        </Filter>
        <Filter
          label={t.status}
          any={t.anyStatus}
          value={search.status}
          onChange={(status) => onChange({ status })}
        >
          {STATUSES.map((status) => [status, strings.common.treeStatus[status]])}
        </Filter>
        <Filter
          label={t.category}
          any={t.anyCategory}
          value={search.category}
          onChange={(category) => onChange({ category })}
        >
          {(categories.data?.items ?? []).map(({ name, count, default_count }) =>
            named(name, count, default_count),
          )}
        </Filter>
        <Filter
          label={t.tag}
          any={tag.length > 0 ? t.oneMoreTag : t.anyTag}
          value={undefined}
          onChange={(name) => name !== undefined && onChange({ tag: asTag([...tag, name]) })}
          data-tags
        >
          {(tags.data?.items ?? [])
            .filter(({ name }) => !tag.includes(name))
            .map(({ name, usage_count, default_count }) => named(name, usage_count, default_count))}
        </Filter>
        <Filter
          label={t.visibility}
          any={t.anyVisibility}
          value={visibility}
          onChange={(visibility) => onChange({ visibility })}
        >
          {VISIBILITIES.map((visibility) => [visibility, strings.common.visibility[visibility]])}
        </Filter>
        <Button
          icon={GitFork}
          aria-pressed={search.forks === true}
          onClick={() => onChange({ forks: search.forks ? undefined : true })}
          className={cx(search.forks && "border-accent! bg-accent-soft! text-accent-fg!")}
        >
          {t.forks}
        </Button>
        <Button
          icon={CalendarClock}
          aria-pressed={review === true}
          onClick={() => onChange({ review: review ? undefined : true })}
          className={cx(review && "border-accent! bg-accent-soft! text-accent-fg!")}
        >
          {t.reviewDue}
        </Button>
        {!search.q && (
          <SelectField
            compact
            bareLabel
            label={t.sort}
            value={search.sort ?? SORTS[0]}
            onChange={(event) =>
              onChange({ sort: event.target.value === SORTS[0] ? undefined : event.target.value })
            }
            className="md:w-36"
          >
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {t.sorts[sort]}
              </option>
            ))}
          </SelectField>
        )}
      </div>
      {tag.map((name) => (
        <Button key={name} icon={Tag} aria-label={t.notTag(name)} onClick={() => withoutTag(name)}>
          <span className="max-w-48 truncate">{name}</span>
          <X aria-hidden className="size-3.5 text-faint" />
        </Button>
      ))}
      {search.author !== undefined && (
        <Button icon={UserRound} aria-label={t.notOnlyBy} onClick={() => onChange({ author: undefined })}>
          {t.oneAuthor}
          <X aria-hidden className="size-3.5 text-faint" />
        </Button>
      )}
      {isFiltered(search) && (
        <Button variant="ghost" icon={X} onClick={onClear}>
          {t.clearFilters}
        </Button>
      )}
    </div>
  );
}

/** How many flows a filter leaves: the account's own, the samples, or both. */
function ofScope(scope: Scope, own: number, samples: number): number {
  if (scope === "all") return own + samples;
  return scope === "samples" ? samples : own;
}

interface FilterProps {
  label: string;
  any: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  "data-tags"?: boolean;
  /** Value and label of each choice. */
  children: readonly (readonly [string, string])[];
}

function Filter({ label, any, value, onChange, children, ...marks }: FilterProps) {
  // A value from the address stays choosable even when no flow has it any more.
  const known = value === undefined || children.some(([choice]) => choice === value);
  return (
    <SelectField
      {...marks}
      compact
      bareLabel
      label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || undefined)}
      className="md:w-32"
    >
      <option value="">{any}</option>
      {!known && <option value={value}>{value}</option>}
      {children.map(([choice, text]) => (
        <option key={choice} value={choice}>
          {text}
        </option>
      ))}
    </SelectField>
  );
}
