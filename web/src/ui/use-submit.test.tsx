import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/problem";
import { useSubmit } from "./use-submit";

afterEach(cleanup);

type Send = (data: Record<"name" | "email", string>) => Promise<unknown>;

function Form({ send }: { send: Send }) {
  const form = useSubmit(["name", "email"], send);
  return (
    <form aria-label="form" onSubmit={form.onSubmit}>
      <input name="name" aria-label="name" defaultValue="Mara" />
      <input name="email" aria-label="email" defaultValue="mara" />
      <output>{form.errors.email ?? (form.hasGeneralProblem ? form.problem?.code : "fine")}</output>
    </form>
  );
}

const submit = () => act(async () => void fireEvent.submit(screen.getByRole("form")));
const refuseWith = (problem: ApiProblem) => vi.fn<Send>(() => Promise.reject(problem));

describe("a form", () => {
  it("sends what is in its fields", async () => {
    const send = vi.fn<Send>(async () => {});
    render(<Form send={send} />);
    await submit();
    expect(send).toHaveBeenCalledExactlyOnceWith({ name: "Mara", email: "mara" });
  });

  it("sends once however often it is submitted meanwhile", async () => {
    let finish = () => {};
    const send = vi.fn<Send>(() => new Promise<void>((resolve) => (finish = resolve)));
    render(<Form send={send} />);
    await submit();
    await submit();
    expect(send).toHaveBeenCalledTimes(1);
    await act(async () => finish());
    await submit();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("shows a refusal at the field it names, and puts the focus there", async () => {
    const errors = [{ pointer: "/email", message: "is no address" }];
    render(<Form send={refuseWith(new ApiProblem(422, { code: "invalid_body", errors }))} />);
    await submit();
    expect(screen.getByRole("status").textContent).toBe("is no address");
    expect(document.activeElement).toBe(screen.getByLabelText("email"));
  });

  it("shows beside the form what no field has", async () => {
    render(<Form send={refuseWith(new ApiProblem(401, { code: "invalid_credentials" }))} />);
    await submit();
    expect(screen.getByRole("status").textContent).toBe("invalid_credentials");
  });
});
