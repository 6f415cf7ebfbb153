import { Download } from "lucide-react";
import { account as words } from "@/app/strings/account";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { SettingsCard } from "@/ui/settings-card";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { downloads } from "../downloads";

const t = words.overview;

/** All of the account as a file. */
export function ExportCard() {
  const take = useOnce(async () => {
    await downloads.archive();
    toast.success(t.exported);
  });
  return (
    <SettingsCard
      title={t.exportTitle}
      description={t.exportText}
      action={
        <Button icon={Download} pending={take.pending} onClick={take.run}>
          {t.exportAction}
        </Button>
      }
    >
      {take.problem !== null && <ErrorNote error={take.problem} />}
    </SettingsCard>
  );
}
