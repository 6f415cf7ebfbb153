import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { strings } from "@/app/strings";
import { door } from "@/app/strings/door";
import { CheckMail } from "./check-mail";
import { Door, DoorLink } from "./door";
import { sendVerification } from "./enter";
import { inviteQuery, setupQuery } from "./queries";
import { RegisterForm } from "./register-form";

const t = door.register;

export default function RegisterPage() {
  const { to, invite } = useSearch({ from: "/public/register" });
  const setup = useQuery(setupQuery);
  const [sentTo, setSentTo] = useState<string | null>(null);
  // A code of the platform is to no tenant, so there is nothing to tell of it.
  const isToTenant = invite?.startsWith("bb_inv_") ?? false;
  const invited = useQuery({ ...inviteQuery(invite ?? ""), enabled: isToTenant });
  if (sentTo !== null) {
    return (
      <CheckMail
        text={door.checkMail.verify(sentTo)}
        onAgain={() => sendVerification(sentTo)}
        onOther={() => setSentTo(null)}
      />
    );
  }
  const asksForCode = setup.data?.registration === "invite" && invite === undefined;
  const description = invited.data
    ? t.invited(
        invited.data.invited_by.name,
        invited.data.tenant.name,
        strings.identity.roles[invited.data.role],
      )
    : asksForCode
      ? t.inviteOnly
      : t.description;
  // Who has an account already takes the invitation with it.
  const next = to ?? (isToTenant ? `/invite/${invite}` : undefined);
  return (
    <Door
      title={t.title}
      heading={t.heading}
      description={description}
      foot={
        <>
          {t.haveAccount}{" "}
          <Link to="/sign-in" search={next ? { to: next } : {}} className={DoorLink}>
            {t.signIn}
          </Link>
        </>
      }
    >
      <RegisterForm
        submit={isToTenant ? t.submitJoin : t.submit}
        invite={invite}
        asksForCode={asksForCode}
        onCheckMail={setSentTo}
      />
    </Door>
  );
}
