import { beforeEach, expect, it, vi } from "vitest";
import { LabelsDraft, type Labels } from "./labels-draft";

const send = vi.fn<(changed: Partial<Labels>) => Promise<unknown>>();
let draft: LabelsDraft;
beforeEach(() => {
  send.mockReset().mockResolvedValue(undefined);
  draft = new LabelsDraft({ ticket_number: "", client_name: "Harbour" }, send);
});

it("sends what was changed, and that alone", async () => {
  draft.type({ ticket_number: " T-1 " });
  expect(draft.isChanged).toBe(true);
  expect(await draft.save()).toBe(true);
  expect(send.mock.calls).toEqual([[{ ticket_number: "T-1" }]]);
  expect(draft.isChanged).toBe(false);
  expect(draft.state().isSaved).toBe(true);
});

it("sends nothing when nothing was typed", async () => {
  expect(await draft.save()).toBe(true);
  expect(send).not.toHaveBeenCalled();
  expect(draft.state().isSaved).toBe(false);
});

it("who asks while it is being sent waits for that, and for what was typed meanwhile", async () => {
  let answer = () => {};
  send.mockImplementationOnce(() => new Promise<void>((resolve) => (answer = resolve)));
  draft.type({ ticket_number: "T-1" });
  const first = draft.save();
  draft.type({ client_name: "Quay" });
  const second = draft.save();
  answer();
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect(send.mock.calls).toEqual([[{ ticket_number: "T-1" }], [{ client_name: "Quay" }]]);
});

it("keeps what is refused and says why, until it is taken", async () => {
  const refused = new Error("refused");
  send.mockRejectedValueOnce(refused);
  draft.type({ ticket_number: "T-1" });
  expect(await draft.save()).toBe(false);
  expect(draft.state()).toMatchObject({ problem: refused, isSending: false, isSaved: false });
  expect(draft.isChanged).toBe(true);
  expect(await draft.save()).toBe(true);
});

it("takes over what others wrote, but for what is being typed", () => {
  draft.type({ ticket_number: "T-1" });
  draft.adopt({ ticket_number: "T-9", client_name: "Quay" });
  expect(draft.state().typed).toEqual({ ticket_number: "T-1", client_name: "Quay" });
  expect(draft.isChanged).toBe(true);
});
