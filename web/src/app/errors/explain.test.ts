import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ApiProblem } from "@/api/problem";
import { strings } from "@/app/strings";
import { explain } from "./explain";

describe("a failure in words", () => {
  it("has words only for codes that the server knows", () => {
    const known = (JSON.parse(readFileSync("../api/errors.json", "utf8")) as { code: string }[]).map(
      ({ code }) => code,
    );
    for (const code of Object.keys(strings.errors.ofServer)) expect(known).toContain(code);
  });

  it("shows the server's own words for other codes, each fault once, and the request", () => {
    const errors = [
      { pointer: "/a", message: "is missing" },
      { pointer: "/b", message: "is missing" },
    ];
    const problem = new ApiProblem(409, { code: "odd", detail: "Too early.", request_id: "r1", errors });
    expect(explain(problem)).toEqual({
      title: "Too early.",
      advice: undefined,
      details: ["is missing"],
      requestId: "r1",
    });
  });

  it("does not show what a broken server says", () => {
    const shown = explain(new ApiProblem(500, { code: "internal_error", detail: "panic at line 3" }));
    expect(JSON.stringify(shown)).not.toContain("panic");
  });

  it("says that the network is away when it is", () => {
    expect(explain(new TypeError("Failed to fetch")).title).toBe(strings.errors.own.network?.title);
  });
});
