import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { CircleCheck, MailX, Unlink } from "lucide-react";
import { api, ok, publicApi } from "@/api/client";
import { toProblem } from "@/api/problem";
import { queryClient } from "@/app/query";
import { useAuthState } from "@/app/shell/use-auth";
import { door } from "@/app/strings/door";
import { Button, ButtonLink } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { Spinner } from "@/ui/spinner";
import { useOnce } from "@/ui/use-once";
import { Door } from "./door";
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
  // Who registered with an invitation still has to take it.
  const next = invite === undefined ? "/" : `/invite/${encodeURIComponent(invite)}`;
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
  if (verified.data) {
    return (
      <Door title={t.title} heading={t.done} icon={CircleCheck} description={t.doneText(verified.data.email)}>
        {goOn}
      </Door>
    );
  }
  if (token === undefined || (verified.isError && toProblem(verified.error).code === "token_invalid")) {
    return (
      <Door title={t.title} heading={t.invalid} icon={Unlink} description={t.invalidText}>
        <div className="space-y-3">
          {isSignedIn ? <SendAnother /> : <p className="text-muted">{t.invalidHint}</p>}
          {goOn}
        </div>
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
