import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useActionKeys } from "@/app/actions";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { useKeptCharacterKeys } from "@/features/settings/character-keys";
import { useKeptTheme } from "@/features/settings/theme";
import { IconButton } from "@/ui/button";
import { Kbd } from "@/ui/kbd";
import { LogoMark, Wordmark } from "@/ui/logo";
import { PortalContainer } from "@/ui/portal";
import { NAV } from "./nav";
import { Overlays } from "./overlays";
import { useSwitchActions } from "./switch-tenant";
import { useNavigationFocus } from "./use-navigation-focus";

const t = strings.shell;
// The first view does without what menus are made of.
const CreateMenu = lazy(() => import("./create-menu"));
const UserMenu = lazy(() => import("./user-menu"));
const WaitingCount = lazy(() => import("@/features/proposals/waiting-count"));

/** What surrounds every page: a sidebar, which on narrow screens is a bar above and one below. */
export function Shell({ children }: { children: ReactNode }) {
  useActionKeys();
  useNavigationFocus();
  useSwitchActions();
  useKeptTheme();
  useKeptCharacterKeys();
  const [main, setMain] = useState<HTMLElement | null>(null);
  return (
    // Menus and tooltips lie in the main landmark, so that no content is outside of all landmarks.
    <PortalContainer value={main}>
      <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
        >
          {t.skip}
        </a>
        <Sidebar />
        <TopBar />
        <main ref={setMain} id="main" tabIndex={-1} className="min-w-0">
          {children}
        </main>
        <BottomBar />
        <Overlays />
      </div>
    </PortalContainer>
  );
}

function Sidebar() {
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col border-r border-line bg-surface px-3 py-4 lg:flex">
      <div className="flex items-center justify-between pr-1 pl-1.5">
        <Link to="/" className="rounded-md">
          <Wordmark />
        </Link>
        <Suspense fallback={null}>
          <CreateMenu />
        </Suspense>
      </div>
      <button
        type="button"
        onClick={() => overlays.open({ name: "palette" })}
        className="mt-4 flex h-8.5 items-center gap-2 rounded-md border border-line-strong bg-bg px-2.5 text-faint shadow-sm transition-colors hover:border-control hover:text-muted"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1 truncate text-left">{t.searchOrJump}</span>
        <Kbd keys="mod+k" />
      </button>
      <nav aria-label={t.mainNavigation} className="mt-4 flex-1 space-y-0.5">
        {NAV.map(({ to, label, icon: Icon, exact }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact, includeSearch: false }}
            className="group flex h-8.5 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted transition-colors hover:bg-hover hover:text-fg data-[status=active]:bg-accent-soft data-[status=active]:text-accent-fg touch:h-11"
          >
            <Icon aria-hidden className="size-4" />
            {label}
            {to === "/proposals" && <Waiting className="ml-auto" />}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<div className="h-12" />}>
        <UserMenu />
      </Suspense>
    </aside>
  );
}

/** How many proposals wait for the person. Nothing else waits for it. */
function Waiting({ className }: { className: string }) {
  return (
    <Suspense fallback={null}>
      <WaitingCount className={className} />
    </Suspense>
  );
}

function TopBar() {
  return (
    <header className="sticky top-0 z-20 flex h-13 items-center gap-1 border-b border-line bg-surface/90 px-3 backdrop-blur focused:hidden lg:hidden">
      <Link to="/" className="mr-auto inline-flex h-11 items-center gap-2 px-1 font-semibold">
        <LogoMark className="size-7" />
        {strings.common.product}
      </Link>
      <IconButton icon={Search} label={t.search} onClick={() => overlays.open({ name: "palette" })} />
      <Suspense fallback={null}>
        <CreateMenu />
        <UserMenu compact />
      </Suspense>
    </header>
  );
}

function BottomBar() {
  return (
    <nav
      aria-label={t.mainNavigation}
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-4 border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur focused:hidden lg:hidden"
    >
      {NAV.map(({ to, label, icon: Icon, exact }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact, includeSearch: false }}
          className="flex h-14 flex-col items-center justify-center gap-0.5 text-xs font-medium text-muted data-[status=active]:text-accent-fg"
        >
          <span className="relative">
            <Icon aria-hidden className="size-5" />
            {to === "/proposals" && <Waiting className="absolute -top-1.5 left-3" />}
          </span>
          {label}
        </Link>
      ))}
    </nav>
  );
}
