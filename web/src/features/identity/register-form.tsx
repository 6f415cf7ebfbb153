import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { PasswordField, TextField } from "@/ui/field";
import { useSubmit } from "@/ui/use-submit";
import { register } from "./enter";

const t = strings.identity;

/** Makes an account. The rules for passwords are the server's; its refusals are shown at the fields they name. */
export function RegisterForm({ submit }: { submit: string }) {
  const form = useSubmit(["name", "email", "password"], register);
  return (
    <form onSubmit={form.onSubmit} noValidate className="space-y-4">
      {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
      <TextField label={t.name} name="name" autoComplete="name" required error={form.errors.name} />
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
        autoComplete="new-password"
        minLength={12}
        required
        hint={t.passwordHint}
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" pending={form.pending} className="mt-2 w-full">
        {submit}
      </Button>
    </form>
  );
}
