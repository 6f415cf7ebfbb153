import { useInfiniteQuery } from "@tanstack/react-query";
import type { Proposal } from "@/api/types";
import { useMe } from "@/app/shell/use-auth";
import { forks } from "@/features/forks/may";
import { waitingQuery } from "./queries";

/** The proposals that wait for the person, and how many they are, in words: the first page is counted. */
export function useWaiting(): { items: readonly Proposal[]; count: string | null } {
  const me = useMe();
  // Who writes nothing decides nothing.
  const waiting = useInfiniteQuery({ ...waitingQuery, enabled: forks(me) });
  const page = waiting.data?.pages[0];
  const items = page?.items ?? [];
  return { items, count: items.length === 0 ? null : `${items.length}${page?.next_cursor ? "+" : ""}` };
}
