import { QueryClient } from "@tanstack/react-query";
import { toProblem } from "@/api/problem";

const RETRIES = 2;

/**
 * What the pages know of the server. Keys begin with what they are of: `["trees", …]` lists, `["tree", id, …]` one;
 * `["sessions", …]`, `["session", id, …]` likewise; `["me"]`, `["setup"]`.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays one however often it is asked; the way to the server may come back.
      retryDelay: (failures) => 400 * 2 ** failures,
      retry: (failures, error) => failures < RETRIES && toProblem(error).isTransient,
    },
    mutations: { retry: false },
  },
});
