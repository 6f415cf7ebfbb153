import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { Info } from "lucide-react";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { PasswordField, TextField } from "@/ui/field";
import { useSubmit } from "@/ui/use-submit";
import { Door } from "./door";
import { signIn } from "./enter";
import { setupQuery } from "./queries";

const t = strings.identity;

export default function SignInPage() {
  const { to, ended } = useSearch({ from: "/public/sign-in" });
  const form = useSubmit(["email", "password"], signIn);
  const setup = useQuery(setupQuery);
  if (setup.data?.first_run) return <Navigate to="/welcome" replace />;
  return (
    <Door
      title={t.signIn.title}
      heading={t.signIn.heading}
      foot={
        <>
          {t.signIn.noAccount}{" "}
          <Link
            to="/register"
            search={to ? { to } : {}}
            className="font-medium text-accent-fg underline-offset-4 hover:underline"
          >
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
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
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
        />
        <Button type="submit" variant="primary" size="lg" pending={form.pending} className="mt-2 w-full">
          {t.signIn.submit}
        </Button>
      </form>
    </Door>
  );
}
