import { KeyRound, MonitorSmartphone, SlidersHorizontal } from "lucide-react";
import { self } from "@/app/strings/self";
import { PageNav } from "@/ui/page-nav";

const PAGES = [
  { to: "/preferences", label: self.pages.preferences, icon: SlidersHorizontal },
  { to: "/devices", label: self.pages.devices, icon: MonitorSmartphone },
  { to: "/tokens", label: self.pages.tokens, icon: KeyRound },
] as const;

/** The pages about oneself. */
export function SelfNav() {
  return <PageNav label={self.nav} pages={PAGES} />;
}
