import { expect, it } from "vitest";
import type { Version } from "@/api/types";
import { groupVersions } from "./groups";

const version = (version_number: number, minute: number, more: Partial<Version> = {}): Version => ({
  version_number,
  change_description: "",
  author: { id: "maya", name: "Maya" },
  authors: [{ id: "maya", name: "Maya" }],
  created_at: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
  is_published: false,
  node_count: 3,
  ...more,
});

const told = (versions: Version[], published?: number) =>
  groupVersions(versions, published).map(({ version, before }) =>
    [version, ...before].map(({ version_number }) => version_number),
  );

it("shows the saves of one sitting as one, and the first version always", () => {
  expect(told([version(4, 12), version(3, 11), version(2, 10), version(1, 9)])).toEqual([[4, 3, 2], [1]]);
});

it("begins anew after a pause and with another person", () => {
  const other = { author: { id: "jo", name: "Jo" } };
  expect(told([version(5, 59), version(4, 20), version(3, 19, other), version(2, 18)])).toEqual([
    [5],
    [4],
    [3],
    [2],
  ]);
});

it("shows by itself what was published or has words of its own", () => {
  const versions = [
    version(6, 6),
    version(5, 5, { is_published: true }),
    version(4, 4),
    version(3, 3, { change_description: "Restored version 1" }),
    version(2, 2),
  ];
  expect(told(versions)).toEqual([[6], [5, 4], [3, 2]]);
});
