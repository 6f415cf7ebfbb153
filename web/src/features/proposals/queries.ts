import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { Proposal, ProposalStatus, Resolution } from "@/api/types";
import { queryClient } from "@/app/query";
import { learn } from "@/features/flow/queries";

/** The proposals that the person made (`author`) or may decide about (`reviewer`), newest first. */
export const proposalsQuery = (role: Proposal["role"], status?: ProposalStatus) =>
  infiniteQueryOptions({
    queryKey: ["proposals", role, status],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET("/api/v1/proposals", {
          params: { query: { role, status, limit: 50, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What waits for the person to decide. */
export const waitingQuery = proposalsQuery("reviewer", "open");

export const proposalQuery = (id: string) =>
  queryOptions({
    queryKey: ["proposal", id],
    queryFn: ({ signal }) => ok(api.GET("/api/v1/proposals/{id}", { params: { path: { id } }, signal })),
    staleTime: 0,
  });

async function known(id: string): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ["proposals"] });
  await queryClient.invalidateQueries({ queryKey: proposalQuery(id).queryKey });
}

export interface Chosen {
  /** Absent for all. */
  node_ids?: string[];
  surroundings?: boolean;
}

export async function propose(fork: string, message: string, chosen: Chosen): Promise<Proposal> {
  const made = await ok(
    api.POST("/api/v1/trees/{id}/proposals", {
      params: { path: { id: fork } },
      body: { message, ...chosen },
    }),
  );
  void queryClient.invalidateQueries({ queryKey: ["proposals"] });
  return made;
}

export async function accept(id: string, chosen: Chosen, resolutions: Resolution[]) {
  const accepted = await ok(
    api.POST("/api/v1/proposals/{id}/accept", {
      params: { path: { id } },
      body: { ...chosen, resolutions },
    }),
  );
  learn(accepted.tree);
  await known(id);
  return accepted;
}

export async function decline(id: string, reason: string): Promise<void> {
  await ok(api.POST("/api/v1/proposals/{id}/decline", { params: { path: { id } }, body: { reason } }));
  await known(id);
}

export async function withdraw(id: string): Promise<void> {
  await ok(api.POST("/api/v1/proposals/{id}/withdraw", { params: { path: { id } } }));
  await known(id);
}
