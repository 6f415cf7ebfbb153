import { afterEach, expect, it } from "vitest";
import type { Tree } from "@/api/types";
import { queryClient } from "@/app/query";
import { flowQuery } from "@/features/flows/queries";
import { learn } from "./queries";

afterEach(() => queryClient.clear());

it("what a flow's forks tell of it is asked anew when it changes", () => {
  const fork = (id: string, parent: string) =>
    queryClient.setQueryData(flowQuery(id).queryKey, { id, parent: { id: parent } } as Tree);
  fork("fork", "parent");
  fork("other", "another");
  queryClient.setQueryData(["tree", "fork", "version", 1], { parent: { id: "parent" } });
  learn({ id: "parent" } as Tree);
  const isStale = (...key: unknown[]) => queryClient.getQueryState(["tree", ...key])?.isInvalidated;
  expect(isStale("fork")).toBe(true);
  expect(isStale("other")).toBe(false);
  expect(isStale("parent")).toBe(false);
  expect(isStale("fork", "version", 1)).toBe(false);
});
