import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import type { VersionsPanelProps } from "./versions-panel";

/** Where an older version is looked at: which one, and the way back. */
export function OldVersionNote({ flow, version, onRestore }: VersionsPanelProps & { version: number }) {
  return (
    <div className="mb-5 flex flex-wrap items-center gap-3 rounded-lg border border-info-line bg-info-soft px-4 py-2.5">
      <History aria-hidden className="size-4.5 text-info-fg" />
      <p className="flex-1 basis-48 font-medium text-info-fg">{strings.flow.state.oldVersion(version)}</p>
      {flow.permissions.edit && flow.is_active && (
        <Button size="sm" onClick={() => onRestore(version)}>
          {strings.flow.actions.restore}
        </Button>
      )}
      <Link
        to="/flows/$flowId"
        params={{ flowId: flow.id }}
        className="inline-flex items-center text-sm font-medium text-info-fg hover:underline touch:min-h-11"
      >
        {strings.flow.state.newest}
      </Link>
    </div>
  );
}
