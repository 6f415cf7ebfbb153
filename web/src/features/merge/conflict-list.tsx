import { useId, type ReactNode } from "react";
import type { Conflict, FlowDocument } from "@/api/types";
import { strings } from "@/app/strings";
import { merge as t } from "@/app/strings/merge";
import { placeKey } from "@/flow-model/sync/place";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { GrowingArea } from "@/ui/growing-area";
import { NodeIcon } from "@/ui/node-icon";
import { countAnswered, type Choice, type Choices } from "./resolve";
import { tell, type Told } from "./tell";
import { textDiff } from "./text-diff";

export interface ConflictListProps {
  conflicts: readonly Conflict[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
  /** What the sides are called: “Yours” and “Ada's”. */
  sides: { ours: string; theirs: string };
  /** Where the titles of what is mentioned are looked up. */
  documents: readonly FlowDocument[];
}

/** Everything that both sides changed: what it was, what each made of it, and whose it becomes. */
export function ConflictList({ conflicts, choices, onChoose, sides, documents }: ConflictListProps) {
  const takeAll = (take: "ours" | "theirs") =>
    onChoose(Object.fromEntries(conflicts.map((conflict) => [placeKey(conflict), { take }])));
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="mr-auto text-sm text-muted tabular-nums">
          {t.answered(countAnswered(conflicts, choices), conflicts.length)}
        </p>
        {conflicts.length > 1 &&
          (["ours", "theirs"] as const).map((side) => (
            <Button key={side} size="sm" onClick={() => takeAll(side)}>
              {t.takeAll(sides[side])}
            </Button>
          ))}
      </div>
      <ol className="space-y-4">
        {conflicts.map((conflict) => {
          const key = placeKey(conflict);
          return (
            <li key={key}>
              <ConflictCard
                conflict={conflict}
                told={tell(conflict, documents)}
                choice={choices[key]}
                onChoose={(choice) => onChoose({ ...choices, [key]: choice })}
                sides={sides}
                isIdea={documents[0]?.kind === "impact"}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

interface ConflictCardProps {
  conflict: Conflict;
  told: Told;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
  sides: ConflictListProps["sides"];
  isIdea: boolean;
}

function ConflictCard({ conflict, told, choice, onChoose, sides, isIdea }: ConflictCardProps) {
  const id = useId();
  const { node, place, isText } = told;
  const title = conflict.node_id == null ? t.wholeFlow : node?.title || strings.flow.untitled;
  const written = choice && "value" in choice ? choice.value : undefined;
  const isWriting = choice !== undefined && "value" in choice;
  return (
    <fieldset
      data-open={choice ? undefined : true}
      className={cx("min-w-0 rounded-lg border bg-surface", choice ? "border-line" : "border-warning-line")}
      aria-labelledby={`${id}-title`}
    >
      <div
        id={`${id}-title`}
        className="flex items-center gap-2 rounded-t-lg border-b border-line bg-subtle px-3.5 py-2"
      >
        {node && <NodeIcon type={node.type} isIdea={isIdea} />}
        <span className="min-w-0 truncate font-medium">{title}</span>
        <span aria-hidden className="text-faint">
          ›
        </span>
        <span className="shrink-0 text-muted">{place}</span>
      </div>
      <div className="space-y-2.5 p-3.5">
        {told.base !== null && (
          <div className="text-sm">
            <span className="text-muted">{t.base}: </span>
            <span className="whitespace-pre-wrap text-muted wrap-anywhere">{told.base}</span>
          </div>
        )}
        <div className="grid gap-2.5 sm:grid-cols-2">
          {(["ours", "theirs"] as const).map((side) => (
            <Side
              key={side}
              name={id}
              label={sides[side]}
              isChosen={choice !== undefined && "take" in choice && choice.take === side}
              onChoose={() => onChoose({ take: side })}
            >
              <SideValue told={told} side={side} />
            </Side>
          ))}
        </div>
        {isText && (
          <Side
            name={id}
            label={t.edit}
            isChosen={isWriting}
            onChoose={() => onChoose({ value: told.ours ?? told.theirs ?? "" })}
          >
            {isWriting && (
              <GrowingArea
                aria-label={t.editLabel(place)}
                value={typeof written === "string" ? written : ""}
                onChange={(event) => onChoose({ value: event.target.value })}
              />
            )}
          </Side>
        )}
      </div>
    </fieldset>
  );
}

interface SideProps {
  name: string;
  label: string;
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}

function Side({ name, label, isChosen, onChoose, children }: SideProps) {
  return (
    <div
      className={cx(
        "min-w-0 rounded-lg border transition-colors",
        isChosen ? "border-accent bg-accent-soft/60" : "border-line-strong",
      )}
    >
      <label className="flex cursor-pointer items-center gap-2.5 px-3 py-2 font-medium touch:min-h-11">
        <input
          type="radio"
          name={name}
          checked={isChosen}
          onChange={onChoose}
          className="size-4 shrink-0 accent-(--accent)"
        />
        {label}
      </label>
      <div className="px-3 pb-2.5 empty:hidden">{children}</div>
    </div>
  );
}

/** What a side has; where it is text, with what it has changed marked. */
function SideValue({ told, side }: { told: Told; side: "ours" | "theirs" }) {
  const value = told[side];
  if (value === null) return <p className="text-sm text-faint italic">{t.none}</p>;
  if (told.isSaid) return <p className="wrap-anywhere">{value}</p>;
  return (
    <p className="max-h-72 overflow-y-auto whitespace-pre-wrap wrap-anywhere">
      {textDiff(told.base ?? value, value).map(({ kind, text }, place) =>
        kind === "same" ? (
          text
        ) : kind === "added" ? (
          <ins key={place} className="rounded-[3px] bg-success-soft text-success-fg no-underline">
            {text}
          </ins>
        ) : (
          <del key={place} className="rounded-[3px] bg-danger-soft text-danger-fg">
            {text}
          </del>
        ),
      )}
    </p>
  );
}
