import { useQuery } from "@tanstack/react-query";
import { LogOut, Monitor, Smartphone, SquareTerminal } from "lucide-react";
import { useState } from "react";
import { api, auth, ok } from "@/api/client";
import type { Device } from "@/api/types";
import { queryClient } from "@/app/query";
import { useMe } from "@/app/shell/use-auth";
import { self } from "@/app/strings/self";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { kindOfDevice } from "./device-kind";
import { devicesQuery } from "./queries";
import { SelfNav } from "./self-nav";

const t = self.devices;

export default function DevicesPage() {
  const [asking, setAsking] = useState(false);
  return (
    <Page
      title={t.title}
      description={t.description}
      width="narrow"
      nav={<SelfNav />}
      actions={
        <Button variant="danger" icon={LogOut} onClick={() => setAsking(true)}>
          {t.everywhere}
        </Button>
      }
    >
      <Devices />
      {asking && <EverywhereDialog onCancel={() => setAsking(false)} />}
    </Page>
  );
}

function Devices() {
  const devices = useQuery(devicesQuery);
  if (devices.isPending) return <SkeletonRows rows={3} label={t.loading} />;
  if (devices.isError) return <ErrorNote error={devices.error} onRetry={() => void devices.refetch()} />;
  const { items } = devices.data;
  return (
    <>
      <ul aria-label={t.title} className="card divide-y divide-line">
        {items.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
      {items.length === 1 && <p className="mt-3 text-sm text-muted">{t.onlyThis}</p>}
    </>
  );
}

const ICONS = { computer: Monitor, phone: Smartphone, program: SquareTerminal };

function DeviceRow({ device }: { device: Device }) {
  const { tenant, memberships } = useMe();
  const { id, current, ip, last_used_at, created_at } = device;
  const agent = device.agent || t.unknown;
  const Icon = ICONS[kindOfDevice(device.user_agent ?? "")];
  const signOut = useOnce(async () => {
    if (current) return auth.signOut();
    try {
      await ok(api.DELETE("/api/v1/auth/sessions/{id}", { params: { path: { id } } }));
      toast.success(t.signedOut(agent));
    } catch (error) {
      toast.problem(error);
    }
    await queryClient.invalidateQueries({ queryKey: devicesQuery.queryKey });
  });
  const elsewhere = memberships.length > 1 || device.tenant.id !== tenant.id;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5">
      <span className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg border border-line bg-subtle text-muted">
        <Icon aria-hidden className="size-4.5" />
      </span>
      <div className="min-w-0 flex-1 basis-36">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{agent}</span>
          {current && <Badge tone="accent">{t.current}</Badge>}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {[ip || t.unknownIp, elsewhere && device.tenant.name].filter(Boolean).join(" · ")}
        </p>
      </div>
      <p className="text-sm text-muted max-sm:order-last max-sm:basis-full max-sm:pl-13 sm:w-40">
        {t.lastUsed} <RelativeTime at={last_used_at} />
        <span className="text-faint sm:block">
          <span className="sm:hidden"> · </span>
          {t.since} <RelativeTime at={created_at} />
        </span>
      </p>
      <Button size="sm" aria-label={t.signOutNamed(agent)} pending={signOut.pending} onClick={signOut.run}>
        {t.signOut}
      </Button>
    </li>
  );
}

function EverywhereDialog({ onCancel }: { onCancel: () => void }) {
  const end = useOnce(async () => {
    await ok(api.POST("/api/v1/auth/logout-all"));
    auth.forget();
    toast.success(t.everywhereDone);
  });
  return (
    <ConfirmDialog
      title={t.everywhereTitle}
      confirm={t.everywhere}
      pending={end.pending}
      onConfirm={end.run}
      onCancel={onCancel}
    >
      <p>{t.everywhereText}</p>
      {end.problem !== null && <ErrorNote error={end.problem} className="mt-3" />}
    </ConfirmDialog>
  );
}
