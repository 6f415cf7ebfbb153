import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { findNode } from "@/flow-model/links";
import { decision, flow, solution } from "@/flow-model/testing";
import { EditorSession, type Keeping } from "../session";
import { EditorContext, type Editor } from "../use-editor";
import { ConnectDialog } from "./connect-dialog";

const meta = {
  name: "VPN",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const document = flow(decision("up", { Yes: "fine", No: undefined }), solution("fine"));

beforeAll(() => {
  // The browser's own is not in this one.
  HTMLDialogElement.prototype.showModal ??= function show(this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(cleanup);

function ask(way?: string) {
  const session = new EditorSession({
    draft: { meta, document },
    version: 1,
    send: vi.fn<Keeping["send"]>(),
  });
  const node = findNode(document, "up");
  if (!node) throw new Error("it is there");
  render(
    <EditorContext value={{ session } as Editor}>
      <ConnectDialog node={node} way={way} onWay={() => {}} onConnect={() => {}} onClose={() => {}} />
    </EditorContext>,
  );
}

it("says that the way is chosen first to whoever types the name of a step", () => {
  ask();
  expect(screen.getByRole("option", { name: /No.*leads nowhere yet/ })).toBeTruthy();
  fireEvent.change(screen.getByRole("combobox"), { target: { value: "fine" } });
  expect(screen.queryAllByRole("option")).toEqual([]);
  expect(screen.getByText("Choose first which way leads on")).toBeTruthy();
});

it("asks at once where an answer leads, by its name", () => {
  ask("option/No");
  expect(screen.getByRole("dialog", { name: "Where does “No” of “up?” lead?" })).toBeTruthy();
  expect(screen.getByRole("option", { name: /fine/ })).toBeTruthy();
});
