import { Link } from "@tanstack/react-router";
import {
  BookOpen,
  Building2,
  ChevronsUpDown,
  Keyboard,
  KeyRound,
  LogOut,
  Monitor,
  MonitorSmartphone,
  Moon,
  Plus,
  ServerCog,
  SlidersHorizontal,
  Sun,
  User,
  type LucideIcon,
} from "lucide-react";
import { auth } from "@/api/client";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { THEMES, useTheme } from "@/app/theme";
import { chooseTheme } from "@/features/settings/theme";
import { Avatar } from "@/ui/avatar";
import { Kbd } from "@/ui/kbd";
import { Menu, MenuChoice, MenuItem, MenuLink, MenuSeparator } from "@/ui/menu";
import { switchTo } from "./switch-tenant";
import { useMe } from "./use-auth";

const t = strings.shell;
const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Who is signed in and where; the pages about that; theme, keys, sign out. `compact` shows the initials only. */
export default function UserMenu({ compact }: { compact?: boolean }) {
  const me = useMe();
  const { user, tenant, memberships } = me;
  const theme = useTheme();
  const trigger = compact ? (
    <button
      type="button"
      aria-label={t.account}
      className="inline-flex size-11 items-center justify-center rounded-full"
    >
      <Avatar name={user.name} className="size-8" />
    </button>
  ) : (
    <button
      type="button"
      className="flex w-full items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-hover data-[state=open]:bg-hover"
    >
      <Avatar name={user.name} className="size-7" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{user.name}</span>
        {tenant.name !== user.name && (
          <span className="block truncate text-xs text-faint">{tenant.name}</span>
        )}
      </span>
      <ChevronsUpDown aria-hidden className="size-4 text-faint" />
    </button>
  );
  return (
    <Menu
      trigger={trigger}
      align={compact ? "end" : "start"}
      side={compact ? "bottom" : "top"}
      className="w-64"
    >
      <div className="truncate px-2.5 pt-1.5 pb-2 text-sm text-muted">{user.email}</div>
      <MenuSeparator />
      {memberships.length > 1 && (
        <MenuChoice
          label={t.spaces}
          value={tenant.id}
          onChange={(id) => switchTo(memberships.find((membership) => membership.tenant.id === id)?.tenant)}
          options={memberships.map(({ tenant: { id, name, type } }) => ({
            value: id,
            label: name,
            icon: type === "self" ? User : Building2,
          }))}
        />
      )}
      <MenuItem icon={Plus} onSelect={() => overlays.open({ name: "new-organization" })}>
        {t.newOrganization}
      </MenuItem>
      <MenuSeparator />
      <MenuPage to="/account" icon={Building2} label={t.manageAccount} />
      <MenuPage to="/preferences" icon={SlidersHorizontal} label={t.preferences} />
      <MenuPage to="/devices" icon={MonitorSmartphone} label={t.devices} />
      <MenuPage to="/tokens" icon={KeyRound} label={t.tokens} />
      {user.is_operator && <MenuPage to="/platform" icon={ServerCog} label={t.platform} />}
      <MenuSeparator />
      <MenuChoice
        label={t.theme}
        value={theme}
        onChange={chooseTheme}
        options={THEMES.map((value) => ({ value, label: t.themes[value], icon: ICONS[value] }))}
      />
      <MenuSeparator />
      <MenuItem icon={Keyboard} hint={<Kbd keys="?" />} onSelect={() => overlays.open({ name: "shortcuts" })}>
        {t.shortcuts}
      </MenuItem>
      <MenuLink>
        <a href="/api/docs" target="_blank" rel="noopener">
          <BookOpen aria-hidden className="size-4 text-faint" />
          {t.apiReference}
        </a>
      </MenuLink>
      <MenuSeparator />
      <MenuItem icon={LogOut} onSelect={() => void auth.signOut()}>
        {t.signOut}
      </MenuItem>
    </Menu>
  );
}

interface MenuPageProps {
  to: "/account" | "/preferences" | "/devices" | "/tokens" | "/platform";
  icon: LucideIcon;
  label: string;
}

function MenuPage({ to, icon: Icon, label }: MenuPageProps) {
  return (
    <MenuLink>
      <Link to={to}>
        <Icon aria-hidden className="size-4 text-faint" />
        {label}
      </Link>
    </MenuLink>
  );
}
