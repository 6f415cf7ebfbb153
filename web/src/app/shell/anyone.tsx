import { Outlet } from "@tanstack/react-router";
import { Splash, Unreachable } from "./splash";
import { useAuthState } from "./use-auth";

/** Pages that are the same for who is signed in and who is not, once that is known. */
export function Anyone() {
  const state = useAuthState();
  switch (state.status) {
    case "starting":
      return <Splash />;
    case "unreachable":
      return <Unreachable error={state.problem} />;
    case "signed_in":
    case "signed_out":
      return <Outlet />;
  }
}
