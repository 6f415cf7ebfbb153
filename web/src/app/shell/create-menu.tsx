import { FilePlus2, Import, Plus } from "lucide-react";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { Kbd } from "@/ui/kbd";
import { Menu, MenuItem } from "@/ui/menu";

const t = strings.shell;

/** What can be made from every page. */
export default function CreateMenu() {
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t.create}
          className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg touch:size-11"
        >
          <Plus aria-hidden className="size-4.5" />
        </button>
      }
    >
      <MenuItem icon={FilePlus2} hint={<Kbd keys="c" />} onSelect={() => overlays.open({ name: "new-flow" })}>
        {t.newFlow}
      </MenuItem>
      <MenuItem icon={Import} hint={<Kbd keys="i" />} onSelect={() => overlays.open({ name: "import" })}>
        {t.importFlow}
      </MenuItem>
    </Menu>
  );
}
