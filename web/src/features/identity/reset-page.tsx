import { useSearch } from "@tanstack/react-router";
import { CircleCheck, Unlink } from "lucide-react";
import { useState } from "react";
import { auth, ok, publicApi } from "@/api/client";
import { toProblem } from "@/api/problem";
import { door } from "@/app/strings/door";
import { Button, ButtonLink } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { PasswordField } from "@/ui/field";
import { useSubmit } from "@/ui/use-submit";
import { Door } from "./door";

const t = door.reset;

type Stage = "asking" | "done" | "invalid";

export default function ResetPage() {
  const { token } = useSearch({ from: "/open/reset" });
  const [stage, setStage] = useState<Stage>(token === undefined ? "invalid" : "asking");
  if (stage === "done") {
    return (
      <Door title={t.title} heading={t.done} icon={CircleCheck} description={t.doneText}>
        <ButtonLink to="/sign-in" variant="primary" size="lg" className="w-full">
          {door.signIn.submit}
        </ButtonLink>
      </Door>
    );
  }
  if (stage === "invalid" || token === undefined) {
    return (
      <Door title={t.title} heading={t.invalid} icon={Unlink} description={t.invalidText}>
        <ButtonLink to="/forgot" variant="primary" size="lg" className="w-full">
          {t.again}
        </ButtonLink>
      </Door>
    );
  }
  return (
    <Door title={t.title} heading={t.heading} description={t.description}>
      <ResetForm token={token} onEnd={setStage} />
    </Door>
  );
}

function ResetForm({ token, onEnd }: { token: string; onEnd: (stage: Stage) => void }) {
  const form = useSubmit(["password"], async ({ password }) => {
    try {
      await ok(publicApi.POST("/api/v1/auth/password/reset", { body: { token, password } }));
    } catch (error) {
      if (toProblem(error).code !== "token_invalid") throw error;
      onEnd("invalid");
      return;
    }
    // Whoever was signed in here is so no more.
    auth.forget();
    onEnd("done");
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className="space-y-4">
      {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
      <PasswordField
        label={t.password}
        name="password"
        autoComplete="new-password"
        minLength={12}
        required
        hint={door.passwordHint}
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" pending={form.pending} className="mt-2 w-full">
        {t.submit}
      </Button>
    </form>
  );
}
