import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/problem";
import type { Conflict, Me } from "@/api/types";
import { MeContext } from "@/app/shell/use-auth";
import { update, type Draft } from "@/flow-model/change";
import { decision, flow, solution } from "@/flow-model/testing";
import { SaveDialogs } from "./save-dialogs";
import type { Attempt } from "./saver";
import { EditorSession } from "./session";

vi.mock("./transport", () => ({ fetchFlow: () => new Promise(() => {}), fetchVersions: () => [] }));

const meta = {
  name: "Port",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const document = flow(decision("up", { yes: "fine", no: "fix" }), solution("fine"), solution("fix"));
const clash = (node_id: string, theirs: string): Conflict => ({
  node_id,
  field: "title",
  base: "Before",
  ours: "Mine",
  theirs,
});

beforeAll(() => {
  // The browser's own are not in this one.
  HTMLDialogElement.prototype.showModal ??= function show(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
});
afterEach(cleanup);

/** A sitting whose saves clash with one list after the other, and are then done. */
function clashing(...lists: Conflict[][]) {
  const attempts: Attempt<Draft>[] = [];
  const session = new EditorSession({
    draft: { meta, document },
    version: 1,
    send: async (attempt) => {
      attempts.push(attempt);
      const conflicts = lists.shift();
      if (conflicts)
        throw new ApiProblem(409, { code: "merge_conflict", conflicts, current_version: attempts.length });
      return { draft: attempt.draft, version: 9 };
    },
  });
  return { session, attempts };
}

function show(session: EditorSession) {
  const onClose = vi.fn<() => void>();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MeContext value={{ user: { id: "me" } } as Me}>
        <SaveDialogs flowId="f" session={session} isOpen onClose={onClose} />
      </MeContext>
    </QueryClientProvider>,
  );
  return onClose;
}

const radio = (title: string, side: string) => {
  const group = screen.getByRole("group", { name: new RegExp(title) });
  return [...group.querySelectorAll("label")]
    .find((label) => label.textContent === side)
    ?.querySelector("input") as HTMLInputElement;
};

it("keeps what was answered when the save meets a new clash, and asks only about that", async () => {
  const { session, attempts } = clashing(
    [clash("fine", "Theirs")],
    // Told of with the answer, and then of all without.
    [clash("fix", "Theirs too")],
    [clash("fine", "Theirs"), clash("fix", "Theirs too")],
  );
  session.edit([update("fine", "title", "Mine")]);
  await session.saver.saveNow();
  const onClose = show(session);

  fireEvent.click(radio("Mine", "Yours"));
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Save" })));
  expect(radio("Mine", "Yours").checked).toBe(true);
  expect(radio("fix", "Yours").checked).toBe(false);
  expect(globalThis.document.activeElement).toBe(radio("fix", "Yours"));
  expect(onClose).not.toHaveBeenCalled();

  fireEvent.click(radio("fix", "Theirs"));
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Save" })));
  expect(attempts.at(-1)).toMatchObject({
    resolutions: [
      { node_id: "fine", take: "ours" },
      { node_id: "fix", take: "theirs" },
    ],
    seen: 3,
  });
  expect([session.saver.state.status, onClose.mock.calls.length]).toEqual(["saved", 1]);
});

it("asks again where the other side has changed again", async () => {
  const { session } = clashing([clash("fine", "Theirs")], [], [clash("fine", "Theirs again")]);
  session.edit([update("fine", "title", "Mine")]);
  await session.saver.saveNow();
  show(session);
  fireEvent.click(radio("Mine", "Yours"));
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Save" })));
  expect(radio("Mine", "Yours").checked).toBe(false);
});
