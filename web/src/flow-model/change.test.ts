import { describe, expect, it } from "vitest";
import { applyChanges, isSame, place, setDocument, update, type Change, type Draft } from "./change";
import { action, flow, solution } from "./testing";

const meta = {
  name: "VPN",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const draft: Draft = { meta, document: flow(action("a", "s", { est_minutes: 2 }), solution("s")) };

const ids = ({ document }: Draft) => document.nodes.map(({ id }) => id).join();

describe("changes", () => {
  it.each<[string, Change[]]>([
    ["adding", [{ op: "add", node: solution("t"), at: 1 }]],
    ["removing", [{ op: "remove", node_id: "a" }]],
    ["moving", [{ op: "move", node_id: "s", to: 0 }]],
    ["setting a field", [update("a", "title", "Reboot")]],
    ["taking a field away", [update("a", "est_minutes", undefined)]],
    [
      "setting what the document has",
      [
        setDocument("root", "s"),
        setDocument("intake", [{ name: "port", type: "text", required: false, deferred: false }]),
      ],
    ],
    ["placing a node", [place("a", { x: 10, y: 20 }), place("s", { x: 0, y: 0 }), place("s", undefined)]],
    ["setting what the flow has", [{ op: "meta", field: "name", value: "VPN fails" }]],
    [
      "all at once",
      [
        { op: "add", node: solution("t"), at: 0 },
        { op: "remove", node_id: "s" },
        update("t", "title", "T"),
        { op: "move", node_id: "t", to: 1 },
      ],
    ],
  ])("%s leads back to where it began", (_, changes) => {
    const { draft: changed, inverse } = applyChanges(draft, changes);
    expect(isSame(changed, draft)).toBe(false);
    expect(applyChanges(changed, inverse).draft).toEqual(draft);
  });

  it("leave the draft before them as it was, and what they do not touch the same object", () => {
    const { draft: changed } = applyChanges(draft, [update("a", "title", "Reboot")]);
    expect(draft.document.nodes[0]?.title).toBe("a");
    expect(changed.document.nodes[1]).toBe(draft.document.nodes[1]);
  });

  it("that no longer apply do nothing", () => {
    const changes: Change[] = [
      update("gone", "title", "x"),
      { op: "remove", node_id: "gone" },
      { op: "add", node: solution("s"), at: 0 },
      update("a", "title", "a"),
    ];
    expect(applyChanges(draft, changes)).toEqual({ draft, inverse: [] });
  });

  it("put what is beyond the ends at the ends", () => {
    expect(ids(applyChanges(draft, [{ op: "add", node: solution("t"), at: 99 }]).draft)).toBe("a,s,t");
    expect(ids(applyChanges(draft, [{ op: "move", node_id: "s", to: -5 }]).draft)).toBe("s,a");
  });

  it("keep fields that this client does not know", () => {
    const strange = { ...solution("x"), since: 2031 };
    const { draft: changed } = applyChanges(draft, [
      { op: "add", node: strange, at: 0 },
      update("x", "title", "X"),
    ]);
    expect(changed.document.nodes[0]).toEqual({ id: "x", type: "solution", title: "X", since: 2031 });
  });
});

describe("sameness", () => {
  it("goes by what is said", () => {
    expect(isSame({ a: [1, { b: null }] }, { a: [1, { b: null }], c: undefined })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(isSame([], {})).toBe(false);
    expect(isSame({ a: null }, {})).toBe(false);
  });
});
