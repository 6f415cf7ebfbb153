import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { FlowsSearch } from "./filters";
import { FlowFilters } from "./flow-filters";
import { categoriesOf, tagsOf } from "./queries";

afterEach(cleanup);

function choices(search: FlowsSearch): (string | null)[] {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(categoriesOf({}).queryKey, {
    items: [{ name: "Network", count: 2, default_count: 1 }],
  });
  client.setQueryData(tagsOf({}).queryKey, { items: [{ name: "dns", usage_count: 4, default_count: 0 }] });
  render(
    <QueryClientProvider client={client}>
      <FlowFilters search={search} onChange={() => {}} onClear={() => {}} />
    </QueryClientProvider>,
  );
  return ["Category", "Tag"].map(
    (label) => screen.getByLabelText(label).querySelector("option:last-child")?.textContent ?? null,
  );
}

it("says beside a category and a tag how many flows of the list have it", () => {
  expect(choices({})).toEqual(["Network (3)", "dns (4)"]);
});

it("says no numbers beside what is searched in: they are of the list, and not of what is found", () => {
  expect(choices({ q: "vpn" })).toEqual(["Network", "dns"]);
});
