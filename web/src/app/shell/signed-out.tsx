import { Navigate, Outlet, useSearch } from "@tanstack/react-router";
import { isLocalAddress } from "@/app/local-address";
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
      return <Navigate to={isLocalAddress(to) ? to : "/"} replace />;
    case "signed_out":
      return <Outlet />;
  }
}
