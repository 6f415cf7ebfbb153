import { Check, Tag, X } from "lucide-react";
import { useState } from "react";
import type { Version } from "@/api/types";
import { strings } from "@/app/strings";
import { versions as t } from "@/app/strings/versions";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { TextField } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useSubmit } from "@/ui/use-submit";
import { nameVersion } from "./queries";

/** What a version is called; a click on it, for those who may, makes it a field. */
export function VersionName({
  flowId,
  version,
  mayName,
}: {
  flowId: string;
  version: Version;
  mayName: boolean;
}) {
  const [isEditing, setEditing] = useState(false);
  const { version_number: number, name } = version;
  if (isEditing) return <NameForm flowId={flowId} version={version} onDone={() => setEditing(false)} />;
  if (!mayName) return name ? <NameBadge name={name} /> : null;
  return (
    <button
      type="button"
      aria-label={name ? t.rename(name) : t.giveNameTo(number)}
      onClick={() => setEditing(true)}
      className="inline-flex max-w-full items-center rounded-full text-xs text-faint hover:text-fg touch:min-h-11"
    >
      {name ? (
        <NameBadge name={name} />
      ) : (
        <span className="inline-flex items-center gap-1 px-1 underline decoration-line-strong underline-offset-3">
          <Tag aria-hidden className="size-3" />
          {t.giveName}
        </span>
      )}
    </button>
  );
}

function NameBadge({ name }: { name: string }) {
  return (
    <Badge tone="violet" icon={Tag} className="max-w-full shrink!">
      <span className="truncate">{name}</span>
    </Badge>
  );
}

function NameForm({ flowId, version, onDone }: { flowId: string; version: Version; onDone: () => void }) {
  const { version_number: number } = version;
  const form = useSubmit(["name"], async ({ name }) => {
    const wanted = name.trim();
    if (wanted !== (version.name ?? "")) {
      await nameVersion(flowId, number, wanted || null);
      toast.success(wanted ? t.nameGiven(number, wanted) : t.nameTaken(number));
    }
    onDone();
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex w-full max-w-md items-start gap-1">
      <TextField
        label={t.nameLabel(number)}
        bareLabel
        name="name"
        maxLength={100}
        defaultValue={version.name ?? ""}
        placeholder={t.namePlaceholder}
        autoComplete="off"
        hint={version.name ? t.clearHint : undefined}
        error={form.errors.name ?? (form.problem?.detail || undefined)}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onKeyDown={(event) => event.key === "Escape" && onDone()}
        className="flex-1"
      />
      <IconButton type="submit" icon={Check} label={t.save} aria-busy={form.pending || undefined} />
      <IconButton icon={X} label={strings.common.cancel} onClick={onDone} />
    </form>
  );
}
