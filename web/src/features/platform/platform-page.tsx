import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMe } from "@/app/shell/use-auth";
import { platform as words } from "@/app/strings/platform";
import { NotFoundPage } from "@/app/errors/not-found-page";
import { Page } from "@/ui/page";
import { TabPanel, Tabs } from "@/ui/tabs";
import { Codes } from "./codes";
import { Jobs } from "./jobs";
import { PLATFORM_TABS, type PlatformTab } from "./routes";
import { Tenants } from "./tenants";

export default function PlatformPage() {
  const { tab = "tenants" } = useSearch({ from: "/app/platform" });
  const navigate = useNavigate({ from: "/platform" });
  const { user } = useMe();
  // As the server answers: for everybody else there is no such page.
  if (!user.is_operator) return <NotFoundPage />;
  return (
    <Page title={words.title} description={words.description}>
      <Tabs<PlatformTab>
        label={words.sections}
        value={tab}
        onChange={(tab) => void navigate({ search: { tab }, replace: true, resetScroll: false })}
        tabs={PLATFORM_TABS.map((value) => ({ value, label: words.tabs[value] }))}
      >
        <TabPanel value="tenants">
          <Tenants />
        </TabPanel>
        <TabPanel value="codes">
          <Codes />
        </TabPanel>
        <TabPanel value="jobs">
          <Jobs />
        </TabPanel>
      </Tabs>
    </Page>
  );
}
