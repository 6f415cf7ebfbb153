import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { Info, MailWarning } from "lucide-react";
import { useState } from "react";
import { door } from "@/app/strings/door";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { PasswordField, TextField } from "@/ui/field";
import { useOnce } from "@/ui/use-once";
import { useSubmit } from "@/ui/use-submit";
import { Door, DoorLink } from "./door";
import { sendVerification, signIn } from "./enter";
import { setupQuery } from "./queries";

const t = door;

export default function SignInPage() {
  const { to, ended } = useSearch({ from: "/public/sign-in" });
  const [email, setEmail] = useState("");
  const form = useSubmit(["email", "password"], (credentials) => {
    setEmail(credentials.email);
    return signIn(credentials);
  });
  const isUnverified = form.problem?.code === "email_unverified";
  const setup = useQuery(setupQuery);
  if (setup.data?.first_run) return <Navigate to="/welcome" replace />;
  return (
    <Door
      title={t.signIn.title}
      heading={t.signIn.heading}
      foot={
        <>
          {t.signIn.noAccount}{" "}
          <Link to="/register" search={to ? { to } : {}} className={DoorLink}>
            {t.signIn.register}
          </Link>
        </>
      }
    >
      {ended && !form.problem && (
        <p
          role="status"
          className="mb-5 flex gap-2.5 rounded-lg border border-info-line bg-info-soft px-3.5 py-2.5 text-info-fg"
        >
          <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t.signIn.ended}
        </p>
      )}
      <form onSubmit={form.onSubmit} noValidate className="space-y-4">
        {isUnverified && <Unverified email={email} />}
        {form.hasGeneralProblem && !isUnverified && <ErrorNote error={form.problem} />}
        {form.problem?.code === "invalid_credentials" && setup.data?.registration === "confirmed" && (
          <p className="text-muted">{t.signIn.confirmFirst}</p>
        )}
        <TextField
          label={t.email}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          required
          error={form.errors.email}
        />
        <PasswordField
          label={t.password}
          name="password"
          autoComplete="current-password"
          required
          error={form.errors.password}
          beside={
            <Link to="/forgot" className={`text-sm ${DoorLink} touch:-my-3 touch:py-3`}>
              {t.signIn.forgot}
            </Link>
          }
        />
        <Button type="submit" variant="primary" size="lg" pending={form.pending} className="mt-2 w-full">
          {t.signIn.submit}
        </Button>
      </form>
    </Door>
  );
}

/** The password was right, but the address has not been verified. */
function Unverified({ email }: { email: string }) {
  const again = useOnce(() => sendVerification(email));
  return (
    <div
      role="alert"
      className="flex gap-2.5 rounded-lg border border-warning-line bg-warning-soft px-3.5 py-3 text-base"
    >
      <MailWarning aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      <div className="min-w-0 space-y-1">
        <p className="font-medium text-warning-fg">{t.signIn.unverified}</p>
        <p>{t.signIn.unverifiedText}</p>
        {again.problem !== null && <ErrorNote error={again.problem} />}
        <div className="pt-1.5">
          {again.done ? (
            <p className="font-medium text-success-fg">{t.signIn.resent}</p>
          ) : (
            <Button size="sm" pending={again.pending} onClick={again.run}>
              {t.signIn.resend}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
