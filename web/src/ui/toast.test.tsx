import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { toast, Toaster } from "./toast";

afterEach(cleanup);

it("says why something is not done once, however often it is asked for", () => {
  render(<Toaster />);
  act(() => {
    toast.refusal("This cannot move further up", "It is the first.");
    toast.refusal("Not allowed", "It would go round.");
    toast.refusal("This cannot move further up", "It is the first.");
  });
  expect(screen.getAllByText("This cannot move further up")).toHaveLength(1);
  expect(screen.getAllByText("Not allowed")).toHaveLength(1);
});
