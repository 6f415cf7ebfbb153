import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleMinus, GitFork } from "lucide-react";
import { useState, type ReactNode } from "react";
import { ApiProblem } from "@/api/problem";
import type { ForkedCategory } from "@/api/types";
import { strings } from "@/app/strings";
import { forks } from "@/app/strings/forks";
import { categoriesQuery } from "@/features/flows/queries";
import { Button, ButtonLink } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { SelectField, TextArea, TextField } from "@/ui/field";
import { useSubmit } from "@/ui/use-submit";
import { forkCategory } from "./queries";

const t = forks.category;
const FORM = "fork-category";

export interface ForkCategoryDialogProps {
  category?: string;
  onClose: () => void;
}

/** Forks every flow of a category, and says which were forked and which were left out. */
export default function ForkCategoryDialog({ category, onClose }: ForkCategoryDialogProps) {
  const [forked, setForked] = useState<ForkedCategory | null>(null);
  if (forked) return <Outcome forked={forked} onClose={onClose} />;
  return <Question category={category} onForked={setForked} onClose={onClose} />;
}

function Question({
  category,
  onForked,
  onClose,
}: ForkCategoryDialogProps & { onForked: (forked: ForkedCategory) => void }) {
  const categories = useQuery(categoriesQuery);
  const form = useSubmit(
    ["category", "prefix", "reason"],
    async ({ category, prefix, reason }) => {
      const errors = [
        ...(category === "" ? [{ pointer: "/category", message: t.missing }] : []),
        ...(reason.trim() === "" ? [{ pointer: "/fork_reason", message: forks.dialog.whyMissing }] : []),
      ];
      if (errors.length > 0) throw new ApiProblem(422, { code: "invalid", errors });
      onForked(await forkCategory(category, reason.trim(), prefix.trim()));
    },
    { "/fork_reason": "reason", "/name_prefix": "prefix" },
  );
  const names = categories.data?.items.map(({ name }) => name) ?? [];
  const options = category === undefined || names.includes(category) ? names : [category, ...names];
  return (
    <Dialog
      title={t.title}
      description={t.text}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={FORM} variant="primary" pending={form.pending}>
            {t.submit}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={form.onSubmit} noValidate className="space-y-5">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        {categories.isError && (
          <ErrorNote error={categories.error} onRetry={() => void categories.refetch()} />
        )}
        <SelectField
          key={options.length}
          label={t.category}
          name="category"
          defaultValue={category ?? ""}
          hint={categories.isSuccess && options.length === 0 ? t.noCategories : undefined}
          error={form.errors.category}
        >
          <option value="">{t.choose}</option>
          {options.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
        <TextArea
          label={t.why}
          name="reason"
          rows={2}
          maxLength={255}
          placeholder={forks.dialog.whyPlaceholder}
          required
          error={form.errors.reason}
        />
        <TextField
          label={`${t.prefix} (${strings.common.optional})`}
          name="prefix"
          maxLength={50}
          placeholder={t.prefixPlaceholder}
          autoComplete="off"
          error={form.errors.prefix}
        />
      </form>
    </Dialog>
  );
}

function Outcome({ forked: { items, skipped }, onClose }: { forked: ForkedCategory; onClose: () => void }) {
  return (
    <Dialog
      title={t.doneTitle(items.length)}
      description={items.length === 0 ? t.none : undefined}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.close}</Button>
          <ButtonLink to="/flows" search={{ forks: true, scope: "mine" }} variant="primary" onClick={onClose}>
            {t.see}
          </ButtonLink>
        </>
      }
    >
      <div className="space-y-5">
        {items.length > 0 && (
          <Lines title={t.forked}>
            {items.map(({ id, name }) => (
              <li key={id} className="flex items-start gap-2.5 px-3.5 py-2">
                <GitFork aria-hidden className="mt-0.75 size-4 shrink-0 text-violet-fg" />
                <Link
                  to="/flows/$flowId"
                  params={{ flowId: id }}
                  onClick={onClose}
                  className="min-w-0 wrap-anywhere hover:underline"
                >
                  {name}
                </Link>
              </li>
            ))}
          </Lines>
        )}
        {skipped.length > 0 && (
          <Lines title={t.skipped}>
            {skipped.map(({ id, name, reason }) => (
              <li key={id} className="flex items-start gap-2.5 px-3.5 py-2">
                <CircleMinus aria-hidden className="mt-0.75 size-4 shrink-0 text-faint" />
                <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>
                <span className="shrink-0 text-sm text-muted">{t.reasons[reason]}</span>
              </li>
            ))}
          </Lines>
        )}
      </div>
    </Dialog>
  );
}

function Lines({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium">{title}</h3>
      <ul aria-label={title} className="card divide-y divide-line">
        {children}
      </ul>
    </section>
  );
}
