import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { door } from "@/app/strings/door";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { TextField } from "@/ui/field";
import { useSubmit } from "@/ui/use-submit";
import { CheckMail } from "./check-mail";
import { Door, DoorLink } from "./door";
import { sendReset } from "./enter";

const t = door.forgot;

export default function ForgotPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useSubmit(["email"], async ({ email }) => {
    await sendReset({ email });
    setSentTo(email);
  });
  if (sentTo !== null) {
    return (
      <CheckMail
        text={door.checkMail.reset(sentTo)}
        onAgain={() => sendReset({ email: sentTo })}
        onOther={() => setSentTo(null)}
      />
    );
  }
  return (
    <Door
      title={t.title}
      heading={t.heading}
      description={t.description}
      foot={
        <>
          {t.remembered}{" "}
          <Link to="/sign-in" className={DoorLink}>
            {door.signIn.submit}
          </Link>
        </>
      }
    >
      <form onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <TextField
          label={door.email}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          required
          error={form.errors.email}
        />
        <Button type="submit" variant="primary" size="lg" pending={form.pending} className="mt-2 w-full">
          {t.submit}
        </Button>
      </form>
    </Door>
  );
}
