import { QueryObserver } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "@/app/query";
import { keepSetting, settingsQuery } from "./queries";

const server = vi.hoisted(() => ({ items: {} as Record<string, unknown>, asked: 0, answer: () => {} }));

vi.mock("@/api/client", () => ({
  ok: (answer: Promise<unknown>) => answer,
  api: {
    // Reads at once, and answers when it is let.
    GET: () => {
      server.asked++;
      const read = { items: { ...server.items } };
      return new Promise((resolve) => (server.answer = () => resolve(read)));
    },
    PUT: async (_: string, { params, body }: { params: { path: { key: string } }; body: unknown }) => {
      server.items[params.path.key] = body;
    },
  },
}));

beforeEach(() => {
  queryClient.clear();
  server.items = {};
});

const known = () => queryClient.getQueryData(settingsQuery.queryKey)?.items;

test("what is chosen while the preferences are still being read holds", async () => {
  const stop = new QueryObserver(queryClient, settingsQuery).subscribe(() => {});
  await vi.waitFor(() => expect(server.asked).toBe(1));
  const kept = keepSetting("flows_layout", "cards");
  await vi.waitFor(() => expect(server.asked).toBe(2));
  server.answer();
  await kept;
  expect(known()).toEqual({ flows_layout: "cards" });
  stop();
});

test("what is chosen shows at once, beside what was chosen before", () => {
  queryClient.setQueryData(settingsQuery.queryKey, { items: { theme: "dark" } });
  void keepSetting("flows_layout", "cards");
  expect(known()).toEqual({ theme: "dark", flows_layout: "cards" });
});
