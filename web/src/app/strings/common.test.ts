import { expect, it } from "vitest";
import { checklist } from "@/flow-model/run/testing";
import { common } from "./common";

it("headings and the end are no steps of a checklist", () => {
  expect(checklist().nodes).toHaveLength(7);
  expect(common.size(checklist())).toBe("3 steps");
});

it("what is counted by nodes alone is called steps only where each of them is one", () => {
  expect(common.nodes("troubleshooting", 7)).toBe("7 steps");
  expect(common.nodes("procedural", 7)).toBe("7 parts");
  expect(common.nodes("impact", 1)).toBe("1 part");
});
