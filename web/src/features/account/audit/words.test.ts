import { describe, expect, it } from "vitest";
import { actionInWords, changesOf, targetInWords } from "./words";

describe("an entry of the audit log in words", () => {
  it("says what was done, also when it is new to this client", () => {
    expect(actionInWords("device.revoked")).toBe("Device revoked");
    expect(actionInWords("api_token.created")).toBe("Token created");
    expect(actionInWords("member.role_changed")).toBe("Member role changed");
    expect(actionInWords("space_ship.landed")).toBe("Space ship landed");
  });

  it("names what it is about by what it is now, else by what it was", () => {
    expect(targetInWords({ before: { name: "Old" }, after: { name: "New" } })).toBe("New");
    expect(targetInWords({ before: { email: "a@b.example" }, after: null })).toBe("a@b.example");
    expect(targetInWords({ before: null, after: { role: "admin" } })).toBeUndefined();
  });
});

describe("what an entry notes", () => {
  it("is only what differs, where both sides are noted", () => {
    const before = { role: "viewer", name: "Ada", settings: { allow_public_shares: true, days: null } };
    const after = { role: "admin", name: "Ada", settings: { allow_public_shares: false, days: null } };
    expect(changesOf({ before, after })).toEqual([
      { field: "Role", before: "viewer", after: "admin" },
      { field: "Settings › allow public shares", before: "yes", after: "no" },
    ]);
  });

  it("is all of it, where only one side is", () => {
    expect(changesOf({ before: undefined, after: { scopes: ["trees:read", "admin"], uses: 0 } })).toEqual([
      { field: "Scopes", before: undefined, after: "trees:read, admin" },
      { field: "Uses", before: undefined, after: "0" },
    ]);
    expect(changesOf({ before: { name: "Ada", note: null }, after: null })).toEqual([
      { field: "Name", before: "Ada", after: undefined },
      { field: "Note", before: "none", after: undefined },
    ]);
  });

  it("may be nothing, or a plain value", () => {
    expect(changesOf({})).toEqual([]);
    expect(changesOf({ before: 3, after: 4 })).toEqual([{ field: "Value", before: "3", after: "4" }]);
  });
});
