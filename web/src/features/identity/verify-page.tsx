import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CircleCheck, MailX, Unlink } from "lucide-react";
import { useState } from "react";
import { api, auth, ok, publicApi } from "@/api/client";
import { toProblem } from "@/api/problem";
import { queryClient } from "@/app/query";
import { useAuthState } from "@/app/shell/use-auth";
import { door } from "@/app/strings/door";
import { Button, ButtonLink } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { PasswordField } from "@/ui/field";
import { Spinner } from "@/ui/spinner";
import { useOnce } from "@/ui/use-once";
import { useSubmit } from "@/ui/use-submit";
import { Door, DoorLink } from "./door";
import { signIn } from "./enter";
import { meQuery } from "./queries";

const t = door.verify;

/** Takes the link of a mail. It works once, so it is sent once, however often the page is drawn. */
const verifyQuery = (token: string) => ({
  queryKey: ["verify", token],
  queryFn: async () => {
    const verified = await ok(publicApi.POST("/api/v1/auth/email/verify", { body: { token } }));
    void queryClient.invalidateQueries({ queryKey: meQuery.queryKey, exact: true });
    return verified;
  },
  staleTime: Infinity,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
});

export default function VerifyPage() {
  const { token, invite } = useSearch({ from: "/open/verify" });
  const isSignedIn = useAuthState().status === "signed_in";
  const verified = useQuery({ ...verifyQuery(token ?? ""), enabled: token !== undefined });
  const [finished, setFinished] = useState<Finished | "invalid" | null>(null);
  const code = verified.isError ? toProblem(verified.error).code : null;
  // Who registered with an invitation and is no member by now can still take it.
  const isMember = finished !== null && finished !== "invalid" && finished.joined;
  const next = invite === undefined || isMember ? "/" : `/invite/${encodeURIComponent(invite)}`;
  const goOn = isSignedIn ? (
    <ButtonLink to={next} variant="primary" size="lg" className="w-full">
      {t.goOn}
    </ButtonLink>
  ) : (
    <ButtonLink
      to="/sign-in"
      search={next === "/" ? {} : { to: next }}
      variant="primary"
      size="lg"
      className="w-full"
    >
      {door.signIn.submit}
    </ButtonLink>
  );
  const email = verified.data?.email ?? (finished === "invalid" ? null : (finished?.email ?? null));
  if (email !== null) {
    return (
      <Door title={t.title} heading={t.done} icon={CircleCheck} description={t.doneText(email)}>
        {goOn}
      </Door>
    );
  }
  if (token === undefined || code === "token_invalid" || finished === "invalid") {
    return (
      <Door title={t.title} heading={t.invalid} icon={Unlink} description={t.invalidText}>
        <div className="space-y-3">
          {isSignedIn ? <SendAnother /> : <p className="text-muted">{t.invalidHint}</p>}
          {goOn}
        </div>
      </Door>
    );
  }
  if (code === "password_required") {
    return (
      <Door
        title={t.title}
        heading={t.finish}
        description={t.finishText}
        foot={
          <>
            {t.forgotten}{" "}
            <Link to="/register" search={next === "/" ? {} : { to: next }} className={DoorLink}>
              {t.registerAgain}
            </Link>
          </>
        }
      >
        <FinishForm token={token} isSignedIn={isSignedIn} next={next} onEnd={setFinished} />
      </Door>
    );
  }
  if (verified.isError) {
    return (
      <Door title={t.title} heading={t.failed} icon={MailX}>
        <ErrorNote error={verified.error} onRetry={() => void verified.refetch()} />
      </Door>
    );
  }
  return (
    <Door title={t.title} heading={t.working}>
      <p role="status" className="flex items-center gap-3 text-muted">
        <Spinner className="size-5" />
        {t.working}
      </p>
    </Door>
  );
}

/** An account that was made. */
interface Finished {
  email: string;
  /** Whether it belongs to the team that invited. */
  joined: boolean;
}

interface FinishProps {
  token: string;
  isSignedIn: boolean;
  /** Where to go once the account is there. */
  next: string;
  /** With the account that was made but not signed in to, or when the link has come to be of no use. */
  onEnd: (end: Finished | "invalid") => void;
}

/**
 * Makes the account that waited for its address: for whoever knows the password that was chosen, since the link may have been asked for
 * by somebody else. Then signs in with it, unless somebody is signed in here.
 */
function FinishForm({ token, isSignedIn, next, onEnd }: FinishProps) {
  const navigate = useNavigate();
  const form = useSubmit(["password"], async ({ password }) => {
    try {
      const { email, joined } = await ok(
        publicApi.POST("/api/v1/auth/email/verify", { body: { token, password } }),
      );
      const made = { email, joined: Boolean(joined) };
      if (isSignedIn) return onEnd(made);
      const goOn = () => navigate({ to: joined ? "/" : next, replace: true });
      await signIn({ email, password }).then(
        () => (joined ? auth.switchTenant(joined.id).catch(goOn) : goOn()),
        () => onEnd(made),
      );
    } catch (error) {
      if (toProblem(error).code !== "token_invalid") throw error;
      onEnd("invalid");
    }
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className="space-y-4">
      {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
      <PasswordField
        label={door.password}
        name="password"
        autoComplete="current-password"
        required
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" pending={form.pending} className="mt-2 w-full">
        {t.finishSubmit}
      </Button>
    </form>
  );
}

/** Another link, to the address of who is signed in. */
function SendAnother() {
  const me = useQuery(meQuery);
  const send = useOnce(() => ok(api.POST("/api/v1/auth/email/resend", { body: {} })));
  if (me.data?.user.email_verified) {
    return <p className="text-muted">{t.doneText(me.data.user.email)}</p>;
  }
  return (
    <>
      {send.problem !== null && <ErrorNote error={send.problem} />}
      <p role="status" className="text-success-fg">
        {send.done && t.resent}
      </p>
      <Button size="lg" className="w-full" pending={send.pending} onClick={send.run}>
        {t.again}
      </Button>
    </>
  );
}
