import { Heading, Plus, Settings2, Spline, Unlink } from "lucide-react";
import { isCharacters, useCharacterKeys } from "@/app/character-keys";
import { editor as t } from "@/app/strings/editor";
import { countSteps, isOrdered } from "@/flow-model/kinds";
import { Button, IconButton } from "@/ui/button";
import { Kbd } from "@/ui/kbd";
import { formatPercent } from "@/ui/format";
import { Menu, MenuItem } from "@/ui/menu";
import { ProgressBar } from "@/ui/progress";
import { useCompletion } from "../templates";
import { WHOLE_FLOW } from "../session";
import { useEditor, useEditorState } from "../use-editor";
import { Checklist } from "./checklist";
import { OutlineTree, type OutlineTreeProps } from "./outline-tree";

const KEYS = [
  ["a", t.line.keys.add],
  ["enter", t.line.keys.edit],
  ["delete", t.line.keys.remove],
  ["?", t.line.keys.all],
] as const;

/** The outline with what adds to it. */
export function OutlinePane(props: OutlineTreeProps) {
  const { session, add, show } = useEditor();
  const hasCharacters = useCharacterKeys();
  const { document } = useEditorState(session).history.draft;
  const ordered = isOrdered(document.kind);
  const completion = useCompletion(document);
  return (
    <section aria-label={t.outline} className="@container flex h-full min-h-0 flex-col">
      <div className="flex min-h-11 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4 touch:min-h-14">
        <h2 className="min-w-0 flex-1 truncate font-semibold">
          {ordered ? t.checklist.title : t.outline}
          <span className="ml-2 text-sm font-normal text-faint tabular-nums">
            {countSteps(document.nodes)}
          </span>
        </h2>
        {ordered && (
          <IconButton
            size="sm"
            icon={Settings2}
            label={t.wholeFlow}
            onClick={() => show(WHOLE_FLOW, "name")}
          />
        )}
        {completion && document.nodes.length > 0 && (
          <span
            className="flex items-center gap-2 text-sm text-muted tabular-nums"
            title={t.completion.whole}
          >
            <ProgressBar
              value={completion.completion_rate}
              label={t.completion.whole}
              className="w-14 @max-2xs:hidden"
            />
            <span className="sr-only hidden @max-2xs:block">{t.completion.whole}:</span>
            <span>{formatPercent(completion.completion_rate)}</span>
          </span>
        )}
        <Menu
          trigger={
            <Button size="sm" icon={Plus}>
              {t.newStep}
            </Button>
          }
        >
          <MenuItem icon={Plus} hint={<Kbd keys="a" />} onSelect={() => add("below")}>
            {t.actions.addBelow}
          </MenuItem>
          {document.kind === "troubleshooting" && (
            <MenuItem icon={Spline} hint={<Kbd keys="shift+a" />} onSelect={() => add("beside")}>
              {t.actions.addAnswer}
            </MenuItem>
          )}
          {ordered && (
            <MenuItem icon={Heading} hint={<Kbd keys="shift+a" />} onSelect={() => add("section")}>
              {t.actions.addSection}
            </MenuItem>
          )}
          {!ordered && (
            <MenuItem icon={Unlink} onSelect={() => add("loose")}>
              {t.actions.addLoose}
            </MenuItem>
          )}
        </Menu>
      </div>
      {ordered && document.nodes.length > 0 ? <Checklist {...props} /> : <OutlineTree {...props} />}
      <ul
        aria-label={t.line.keys.label}
        className="flex shrink-0 flex-wrap gap-x-3.5 gap-y-1 border-t border-line px-4 py-2 text-xs text-faint max-lg:hidden touch:hidden"
      >
        {KEYS.filter(([keys]) => hasCharacters || !isCharacters(keys)).map(([keys, text]) => (
          <li key={keys} className="flex items-center gap-1.5">
            <Kbd keys={keys} /> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
