import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { update, type Draft } from "@/flow-model/change";
import { action, flow } from "@/flow-model/testing";
import { baseOf, dropBackup, isNews, keepBackup, readBackup } from "./backup";
import type { Attempt, Stored } from "./saver";
import { EditorSession } from "./session";

const meta = {
  name: "VPN",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const draft: Draft = { meta, document: flow(action("a"), action("b")) };

let stop = () => {};
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  stop();
  dropBackup("f");
  vi.useRealTimers();
});

function open() {
  const send = vi.fn<(attempt: Attempt<Draft>) => Promise<Stored<Draft>>>((attempt) =>
    Promise.resolve({ draft: attempt.draft, version: 2 }),
  );
  const session = new EditorSession({ draft, version: 1, send });
  stop = keepBackup("f", "u", session);
  return { session, send };
}

const titleIn = (backup: ReturnType<typeof readBackup>) => backup?.draft.document.nodes[0]?.title;

it("has what was typed a moment before the page goes away", () => {
  const { session } = open();
  session.edit([update("a", "title", "Reboot")]);
  expect(readBackup("f", "u")).toBeNull();
  window.dispatchEvent(new Event("pagehide"));
  const backup = readBackup("f", "u");
  expect(titleIn(backup)).toBe("Reboot");
  expect(backup?.base.version).toBe(1);
  expect(readBackup("f", "somebody else")).toBeNull();
});

it("has it too when the page goes out of sight, and not when it comes back", () => {
  const { session } = open();
  session.edit([update("a", "title", "Reboot")]);
  const state = vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
  document.dispatchEvent(new Event("visibilitychange"));
  expect(readBackup("f", "u")).toBeNull();
  state.mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  expect(titleIn(readBackup("f", "u"))).toBe("Reboot");
});

it("is gone once everything is saved, also for a page that goes away", async () => {
  const { session } = open();
  session.edit([update("a", "title", "Reboot")]);
  window.dispatchEvent(new Event("pagehide"));
  await session.saver.saveNow();
  window.dispatchEvent(new Event("pagehide"));
  expect(readBackup("f", "u")).toBeNull();
});

it("does not take a save of one's own that arrived for somebody else's", () => {
  const { session, send } = open();
  send.mockReturnValue(new Promise(() => {}));
  session.edit([update("a", "title", "Reb")]);
  void session.saver.saveNow();
  const sent = session.draft;
  session.edit([update("a", "title", "Reboot")]);
  window.dispatchEvent(new Event("pagehide"));
  const backup = readBackup("f", "u");
  if (!backup) throw new Error("there is one");
  expect(isNews(backup, sent)).toBe(true);
  expect(baseOf(backup, { draft: sent, version: 2 }).version).toBe(2);
  expect(baseOf(backup, { draft, version: 1 }).version).toBe(1);
});
