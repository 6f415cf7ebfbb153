import { expect, it } from "vitest";
import { found, parseLabelsSearch } from "./search";

const label = (name: string) => ({ name, count: 1, samples: 0 });

it("finds labels by any of their letters, without accents, in the order of people", () => {
  const labels = ["Über 10", "über 9", "VPN", "日本"].map(label);
  const names = (q: string) => found(labels, q).map(({ name }) => name);
  expect(names("uber")).toEqual(["über 9", "Über 10"]);
  expect(names(" pn")).toEqual(["VPN"]);
  expect(names("本")).toEqual(["日本"]);
  expect(names("")).toHaveLength(4);
});

it("reads from an address what it knows", () => {
  expect(parseLabelsSearch({ show: "tags", q: 404, x: 1 })).toEqual({ show: "tags", q: "404" });
  expect(parseLabelsSearch({ show: "categories", q: "" })).toEqual({});
});
