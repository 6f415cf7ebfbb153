import { useActionContext, useActions, type Action, type ActionGroup } from "@/app/actions";
import { isCharacters, useCharacterKeys } from "@/app/character-keys";
import { strings } from "@/app/strings";
import { CharacterKeysSwitch } from "@/features/settings/character-keys-switch";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";

const GROUPS: readonly ActionGroup[] = ["page", "go", "create", "account", "help", "appearance"];

/** The keys of the page that is open and of every page, from the actions table. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const actions = useActions();
  const context = useActionContext();
  const hasCharacters = useCharacterKeys();
  const acts = (keys: string | undefined) => keys !== undefined && (hasCharacters || !isCharacters(keys));
  const shown = actions.filter(
    // A page where one already is has no need of its key, but its place in the table must not come and go.
    (action) =>
      (acts(action.keys) || acts(action.otherKeys)) &&
      (action.group !== "page" || (action.enabled?.(context) ?? true)),
  );
  // A page's own key wins over one that is the same everywhere else.
  const isTaken = (action: Action) => shown.find(({ keys }) => keys === action.keys) !== action;
  return (
    <Dialog title={strings.shell.shortcutsDialog.title} onClose={onClose} size="lg">
      <div className="mb-5 border-b border-line pt-1 pb-5">
        <CharacterKeysSwitch />
      </div>
      {/* Not the switch is what one comes for: the list is scrolled by keys. */}
      <div tabIndex={-1} data-autofocus className="grid outline-none gap-x-10 gap-y-6 sm:grid-cols-2">
        {GROUPS.map((group) => {
          const ofGroup = shown.filter((action) => action.group === group && !isTaken(action));
          if (ofGroup.length === 0) return null;
          return (
            <section key={group}>
              <h3 className="mb-2 text-xs font-medium text-faint">{strings.shell.groups[group]}</h3>
              <dl className="space-y-2">
                {ofGroup.map((action) => (
                  <div key={action.id} className="flex items-center justify-between gap-4">
                    <dt>{action.label}</dt>
                    <dd className="flex gap-1.5">
                      <Kbd keys={action.keys ?? ""} />
                      {action.otherKeys && <Kbd keys={action.otherKeys} />}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
