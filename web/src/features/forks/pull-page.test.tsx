import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it, vi } from "vitest";
import PullPage from "./pull-page";

const FORK = { id: "f", name: "Fork", is_fork: true, version: 3, findings: [] };
let from = 17;

const { Words } = vi.hoisted(() => ({ Words: ({ children }: { children: ReactNode }) => children }));

vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<object>()),
  useParams: () => ({ flowId: "f" }),
  createLink: () => Words,
}));
vi.mock("@/features/flow/with-flow", () => ({
  FlowCrumbs: () => null,
  WithFlow: ({ children }: { children: (flow: typeof FORK) => ReactNode }) => children(FORK),
}));
vi.mock("./queries", () => ({
  updatesQuery: () => ({
    queryKey: ["updates"],
    queryFn: async () => ({
      parent: { name: "Parent" },
      from_version: from,
      to_version: 18,
      has_parent_updates: from < 18,
    }),
  }),
}));
vi.mock("./parent-updates", () => ({
  default: (props: { onPulled: (flow: object) => void; lookAgain: () => Promise<unknown> }) => (
    <button
      type="button"
      onClick={() => {
        from = 18;
        props.onPulled({ ...FORK, version: 4 });
        void props.lookAgain();
      }}
    >
      Take it over
    </button>
  ),
}));

afterEach(cleanup);

it("still says which versions were taken over when nothing is between the two any more", async () => {
  const client = new QueryClient();
  render(
    <QueryClientProvider client={client}>
      <PullPage />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Take it over" }));
  await vi.waitFor(() => expect(client.getQueryData(["updates"])).toMatchObject({ from_version: 18 }));
  expect(await screen.findByText("Taken over in version 4")).toBeTruthy();
  expect(screen.getByText("“Parent”, version 17 to 18")).toBeTruthy();
});
