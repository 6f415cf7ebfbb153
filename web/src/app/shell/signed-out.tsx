import { Navigate, Outlet, useSearch } from "@tanstack/react-router";
import { Splash, Unreachable } from "./splash";
import { useAuthState } from "./use-auth";

/** Pages for who is not signed in; whoever is goes on to where they wanted. */
export function SignedOut() {
  const state = useAuthState();
  const { to } = useSearch({ strict: false }) as { to?: string };
  switch (state.status) {
    case "starting":
      return <Splash />;
    case "unreachable":
      return <Unreachable error={state.problem} />;
    case "signed_in":
      return <Navigate to={isLocal(to) ? to : "/"} replace />;
    case "signed_out":
      return <Outlet />;
  }
}

/** An address given in a link must not lead elsewhere: only paths of this origin are followed. */
function isLocal(to: string | undefined): to is string {
  return to !== undefined && new URL(to, location.origin).origin === location.origin && to.startsWith("/");
}
