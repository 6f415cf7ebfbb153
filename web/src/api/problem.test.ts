import { describe, expect, it } from "vitest";
import { ok } from "./client";
import { ApiProblem, fieldErrors, toProblem } from "./problem";

const refusal = (errors: { pointer: string; message: string }[]) =>
  new ApiProblem(422, { code: "validation_failed", errors });

describe("faults by field", () => {
  it("belong to the field that the pointer's first token names", () => {
    const problem = refusal([
      { pointer: "/email", message: "is no address" },
      { pointer: "/tags/2", message: "is too long" },
    ]);
    expect(fieldErrors(problem, ["email", "tags"]).fields).toEqual({
      email: "is no address",
      tags: "is too long",
    });
  });

  it("keep the first of several for one field", () => {
    const problem = refusal([
      { pointer: "/name", message: "first" },
      { pointer: "/name", message: "second" },
    ]);
    expect(fieldErrors(problem, ["name"]).fields).toEqual({ name: "first" });
  });

  it("are left over when no field of the form has them", () => {
    const problem = refusal([{ pointer: "/tree_structure/nodes/3", message: "leads nowhere" }]);
    expect(fieldErrors(problem, ["name"])).toMatchObject({
      fields: {},
      rest: [{ message: "leads nowhere" }],
    });
  });

  it("may belong to a field of another name", () => {
    const problem = refusal([{ pointer: "/a~1b", message: "no" }]);
    expect(fieldErrors(problem, ["a/b"]).fields).toEqual({ "a/b": "no" });
    expect(fieldErrors(problem, ["other"], { "/a~1b": "other" }).fields).toEqual({ other: "no" });
  });
});

describe("reading an answer", () => {
  const answered = (status: number, error?: unknown, headers = {}) =>
    ok(Promise.resolve({ error, response: new Response(null, { status, headers }) }));

  it("gives the data of a success", async () => {
    const response = new Response(null, { status: 200 });
    await expect(ok(Promise.resolve({ data: 7, response }))).resolves.toBe(7);
  });

  it("throws the problem that the server describes", async () => {
    const body = { code: "version_conflict", detail: "newer", current_version: 9, request_id: "r1" };
    await expect(answered(412, body)).rejects.toMatchObject({
      status: 412,
      code: "version_conflict",
      requestId: "r1",
      body: { current_version: 9 },
    });
  });

  it("makes do with an answer that is no problem document, as of a proxy", async () => {
    await expect(answered(502, "<html>", { "x-request-id": "r2" })).rejects.toMatchObject({
      status: 502,
      code: "unreadable_answer",
      requestId: "r2",
      isTransient: true,
    });
  });

  it("says so when the server was not reached", async () => {
    await expect(ok(Promise.reject(new TypeError("failed to fetch")))).rejects.toMatchObject({
      isNetwork: true,
    });
  });

  it("leaves an aborted request an aborted request", async () => {
    const abort = new DOMException("stop", "AbortError");
    await expect(ok(Promise.reject(abort))).rejects.toBe(abort);
  });

  it("does not lose what an unexpected error says", () => {
    expect(toProblem(new Error("odd"))).toMatchObject({ code: "unexpected", detail: "odd" });
  });
});
