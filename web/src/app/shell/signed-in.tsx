import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useRouter } from "@tanstack/react-router";
import { Fragment, useState, type ComponentType, type ReactNode } from "react";
import { meQuery, setupQuery } from "@/features/identity/queries";
import { Shell } from "./shell";
import { Splash, Unreachable } from "./splash";
import { MeContext, useAuthState } from "./use-auth";

/** Shows its pages to who is signed in, and the way to sign in to everyone else. */
export function SignedIn() {
  return <Guarded frame={Shell} />;
}

/** The same for pages that stand alone on a sheet of paper. */
export function SignedInAlone() {
  return <Guarded frame={Fragment} />;
}

type Frame = ComponentType<{ children: ReactNode }>;

function Guarded({ frame }: { frame: Frame | typeof Fragment }) {
  const state = useAuthState();
  switch (state.status) {
    case "starting":
      return <Splash />;
    case "unreachable":
      return <Unreachable error={state.problem} />;
    case "signed_out":
      return <ToTheDoor ended={state.ended} />;
    case "signed_in":
      return <WithMe frame={frame} />;
  }
}

function WithMe({ frame: Frame }: { frame: Frame | typeof Fragment }) {
  const me = useQuery(meQuery);
  if (me.data) {
    return (
      <MeContext value={me.data}>
        <Frame>
          <Outlet />
        </Frame>
      </MeContext>
    );
  }
  if (me.isError) return <Unreachable error={me.error} onRetry={() => void me.refetch()} />;
  return <Splash />;
}

/** To the sign-in page, or on a new server to the page that makes the first account. */
function ToTheDoor({ ended }: { ended: boolean }) {
  const setup = useQuery(setupQuery);
  const router = useRouter();
  // Where one was at first: the address changes while the way to the door is still going on.
  const [here] = useState(() => router.state.location.href);
  if (setup.isPending) return <Splash />;
  if (setup.data?.first_run) return <Navigate to="/welcome" replace />;
  const search = { ...(here === "/" ? {} : { to: here }), ...(ended ? { ended: true as const } : {}) };
  return <Navigate to="/sign-in" search={search} replace />;
}
