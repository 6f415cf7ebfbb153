import { createContext, use, useSyncExternalStore } from "react";
import type { AuthState } from "@/api/auth";
import { auth } from "@/api/client";
import type { Me } from "@/api/types";

export function useAuthState(): AuthState {
  return useSyncExternalStore(auth.subscribe, () => auth.state);
}

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Only for pages inside the shell. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("useMe is for pages under appRoute");
  return me;
}
