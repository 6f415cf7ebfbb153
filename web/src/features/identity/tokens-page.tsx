import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { self } from "@/app/strings/self";
import { Button } from "@/ui/button";
import { Page } from "@/ui/page";
import { SelfNav } from "./self-nav";
import { NewTokenDialog } from "./tokens/new-token-dialog";
import { ownTokens } from "./tokens/source";
import { TokenList } from "./tokens/token-list";

const t = self.tokens;

export default function TokensPage() {
  const { role } = useMe();
  const source = useMemo(() => ownTokens(role), [role]);
  const [making, setMaking] = useState(false);
  return (
    <Page
      title={t.title}
      description={t.description}
      width="narrow"
      nav={<SelfNav />}
      actions={
        <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
          {t.create}
        </Button>
      }
    >
      <TokenList source={source} />
      {making && <NewTokenDialog source={source} onClose={() => setMaking(false)} />}
    </Page>
  );
}
