import { door } from "@/app/strings/door";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { PasswordField, TextField } from "@/ui/field";
import { useSubmit } from "@/ui/use-submit";
import { register } from "./enter";

const t = door;

export interface RegisterFormProps {
  submit: string;
  /** The code of an invitation that was followed. */
  invite?: string;
  /** Without an invitation nobody may register: asks for its code. */
  asksForCode?: boolean;
  /** The address must be verified before the first sign-in. */
  onCheckMail?: (email: string) => void;
}

/** Makes an account. The rules for passwords are the server's; its refusals are shown at the fields they name. */
export function RegisterForm({ submit, invite, asksForCode, onCheckMail }: RegisterFormProps) {
  const form = useSubmit(["name", "email", "password", "invite_code"], async ({ invite_code, ...person }) => {
    const code = invite ?? invite_code.trim();
    const entered = await register({ ...person, ...(code === "" ? {} : { invite_code: code }) });
    if (entered === "check_mail") onCheckMail?.(person.email);
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className="space-y-4">
      {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
      {asksForCode && (
        <TextField
          label={t.register.code}
          name="invite_code"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          hint={t.register.codeHint}
          error={form.errors.invite_code}
        />
      )}
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
