import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { toProblem } from "@/api/problem";
import { strings } from "@/app/strings";
import { platform as words } from "@/app/strings/platform";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Page, PageTitle } from "@/ui/page";
import { TabPanel, Tabs } from "@/ui/tabs";
import { SkeletonRows } from "@/ui/skeleton";
import { Codes } from "./codes";
import { Jobs } from "./jobs";
import { People } from "./people";
import { PLATFORM_TABS, type PlatformTab } from "./routes";
import { tenantsQuery } from "./queries";
import { Tenants } from "./tenants";

export default function PlatformPage() {
  const { tab = "tenants" } = useSearch({ from: "/app/platform" });
  const navigate = useNavigate({ from: "/platform" });
  const tenants = useInfiniteQuery(tenantsQuery());
  // The server knows who is an operator: for everybody else there is no such page.
  if (tenants.isError && toProblem(tenants.error).status === 404) return <NotHere />;
  if (tenants.isPending) return <SkeletonRows rows={5} label={words.tenants.loading} />;
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
        <TabPanel value="people">
          <People />
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

function NotHere() {
  const t = strings.errors;
  return (
    <>
      <PageTitle title={t.notFoundTitle} />
      <EmptyState
        isPage
        icon={SearchX}
        title={t.notFoundTitle}
        actions={<ButtonLink to="/">{t.goHome}</ButtonLink>}
        className="pt-24"
      >
        {t.notFoundText}
      </EmptyState>
    </>
  );
}
