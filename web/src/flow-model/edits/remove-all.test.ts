import { expect, it } from "vitest";
import { documentAfter } from "../change";
import { action, decision, flow, solution } from "../testing";
import { removeAll } from "./remove-all";

const chain = () =>
  flow(
    decision("a", { Yes: "b", No: "d" }),
    action("b", "c"),
    action("c", "s"),
    solution("d"),
    solution("s"),
  );

const left = (ids: string[]) => {
  const { nodes, root } = documentAfter(chain(), removeAll(chain(), new Set(ids)));
  const ways = nodes.map(({ id, next, options }) =>
    [id, next ?? options?.map(({ to }) => to ?? "-").join("+")].filter(Boolean).join(">"),
  );
  return `${ways.join(" ")} [${root}]`;
};

it("leads past all that are removed", () => {
  expect(left(["b", "c"])).toBe("a>s+d d s [a]");
  expect(left(["c", "d"])).toBe("a>b+- b>s s [a]");
});
