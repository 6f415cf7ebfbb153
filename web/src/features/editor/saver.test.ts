import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/problem";
import type { Conflict, Resolution } from "@/api/types";
import { AT_MOST_MS, PAUSE_MS, Saver, type Attempt, type Stored } from "./saver";

/**
 * A server that keeps one text of comma-separated parts. What was made on an older version is merged part by part; the
 * first part clashes when both changed it.
 */
class Server {
  text = "a";
  version = 1;
  saves: string[] = [];
  /** How the next saves go wrong: before they arrive, after, or by a refusal. */
  troubles: ("lost" | "answer lost" | "refused" | "not kept" | "known to be done")[] = [];
  #answers = new Map<string, Stored<string>>();
  #gate: Promise<void> | null = null;

  /** Holds saves back until the returned function is called. */
  hold(): () => void {
    let open = () => {};
    this.#gate = new Promise((resolve) => {
      open = resolve;
    });
    return () => open();
  }

  readonly send = async (attempt: Attempt<string>): Promise<Stored<string>> => {
    this.saves.push(attempt.draft);
    await this.#gate;
    const trouble = this.troubles.shift();
    if (trouble === "lost") throw ApiProblem.network();
    if (trouble === "refused") throw new ApiProblem(422, { code: "invalid_body" });
    if (trouble === "not kept") throw new ApiProblem(412, { code: "version_conflict" });
    if (trouble === "known to be done") throw new ApiProblem(409, { code: "idempotency_answer_lost" });
    const answer = this.#answers.get(attempt.key) ?? this.#save(attempt);
    this.#answers.set(attempt.key, answer);
    if (trouble === "answer lost") throw ApiProblem.network();
    return answer;
  };

  #save({ draft, saved, resolutions, seen }: Attempt<string>): Stored<string> {
    const current_version = this.version;
    if (seen !== null && seen !== current_version)
      throw new ApiProblem(412, { code: "version_conflict", current_version });
    const { text, conflicts } = merged(saved, draft, this.text, resolutions);
    if (conflicts.length > 0)
      throw new ApiProblem(409, { code: "merge_conflict", conflicts, current_version });
    if (text !== this.text) this.version += 1;
    this.text = text;
    return { draft: text, version: this.version };
  }
}

/** Of two texts whose parts both changed, part by part. */
function merged(base: string, ours: string, theirs: string, answers: readonly Resolution[] = []) {
  const [b, o, t] = [base, ours, theirs].map((text) => text.split(","));
  const conflicts: Conflict[] = [];
  const parts = Array.from({ length: Math.max(o?.length ?? 0, t?.length ?? 0) }, (_, at) => {
    const [before, own, other] = [b?.[at], o?.[at], t?.[at]];
    if (own === other || own === before) return other;
    if (other === before) return own;
    const answer = answers.find(({ field }) => field === String(at));
    if (answer) return answer.take === "theirs" ? other : own;
    conflicts.push({ node_id: null, field: String(at), base: before, ours: own, theirs: other });
    return own;
  });
  return { text: parts.filter((part) => part !== undefined).join(","), conflicts };
}

let server: Server;
let saver: Saver<string>;
/** What is in the editor. */
let draft: string;
let keys: number;

function type(text: string) {
  draft = text;
  saver.changed(text);
}

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  draft = "a";
  keys = 0;
  saver = new Saver({
    draft: "a",
    version: 1,
    send: server.send,
    take: (base, { draft: theirs }) => {
      const { text, conflicts } = merged(base, draft, theirs);
      if (text !== draft) type(text);
      return { saved: theirs, clashes: conflicts };
    },
    settle: (conflicts, resolutions) =>
      type(
        conflicts.reduce(
          (_, { ours, theirs }) => String(resolutions[0]?.take === "theirs" ? theirs : ours),
          "",
        ),
      ),
    isSame: (a, b) => a === b,
    newKey: () => `key ${++keys}`,
  });
});
afterEach(() => vi.useRealTimers());

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("saving", () => {
  it("happens a moment after the last change", async () => {
    type("ab");
    await wait(PAUSE_MS - 1);
    type("abc");
    await wait(PAUSE_MS - 1);
    expect([saver.state.status, server.saves]).toEqual(["changed", []]);
    await wait(1);
    expect([saver.state.status, server.saves, saver.version]).toEqual(["saved", ["abc"], 2]);
  });

  it("does not wait for ever while somebody types", async () => {
    for (let typed = 0; typed < AT_MOST_MS; typed += 500) {
      type(`a${typed}`);
      await wait(500);
    }
    expect(server.saves).toHaveLength(1);
  });

  it("sends nothing when the change was taken back", async () => {
    type("ab");
    type("a");
    await wait(60_000);
    expect([saver.state.status, saver.isDirty, server.saves]).toEqual(["saved", false, []]);
  });

  it("is never done twice at once; what is typed meanwhile follows", async () => {
    const release = server.hold();
    type("ab");
    await wait(PAUSE_MS);
    type("abc");
    await wait(60_000);
    expect([saver.state.status, server.saves]).toEqual(["saving", ["ab"]]);
    release();
    await wait(PAUSE_MS);
    expect([server.text, server.version, saver.isDirty]).toEqual(["abc", 3, false]);
  });

  it("can be asked for at once, and takes what was typed meanwhile along", async () => {
    const release = server.hold();
    type("ab");
    const saved = saver.saveNow();
    type("abc");
    release();
    expect(await saved).toBe(true);
    expect([server.text, saver.isDirty]).toEqual(["abc", false]);
    expect(await saver.saveNow()).toBe(true);
    expect(server.saves).toHaveLength(2);
  });

  it("ends when it is stopped", async () => {
    type("ab");
    saver.stop();
    await wait(60_000);
    expect(server.saves).toEqual([]);
    expect(saver.isDirty).toBe(true);
  });
});

describe("when the server is not reached", () => {
  it("a save is tried again, less and less often, and then what was typed since", async () => {
    server.troubles = ["lost", "lost", "lost"];
    type("ab");
    await wait(PAUSE_MS);
    expect(saver.state.status).toBe("retrying");
    type("abc");
    await wait(2_000 + 4_000);
    expect(server.saves).toEqual(["ab", "ab", "ab"]);
    await wait(8_000);
    expect(server.text).toBe("ab");
    await wait(PAUSE_MS);
    expect([saver.state.status, server.text]).toEqual(["saved", "abc"]);
  });

  it("a save is tried again at once when the way may be there again", async () => {
    server.troubles = ["lost"];
    type("ab");
    await wait(PAUSE_MS);
    saver.retryNow();
    await wait(0);
    expect([saver.state.status, server.text]).toEqual(["saved", "ab"]);
  });

  it("a save whose answer was lost is not taken for somebody else's", async () => {
    server.troubles = ["answer lost"];
    type("ab");
    await wait(PAUSE_MS);
    type("abc");
    await wait(2_000);
    expect([saver.version, server.version, server.text]).toEqual([2, 2, "ab"]);
    await wait(PAUSE_MS);
    expect([saver.state.status, saver.version, server.text]).toEqual(["saved", 3, "abc"]);
  });

  it("a save that is known to be done is asked for again under another name", async () => {
    server.troubles = ["answer lost", "known to be done"];
    type("ab");
    await wait(PAUSE_MS + 2_000 + 4_000);
    expect([saver.state.status, server.version, keys]).toEqual(["saved", 2, 2]);
  });

  it("what was changed and changed back is not saved until it is known what the server has", async () => {
    server.troubles = ["answer lost"];
    type("ab");
    await wait(PAUSE_MS);
    type("a");
    expect(saver.isDirty).toBe(true);
    await wait(2_000 + PAUSE_MS);
    expect([saver.state.status, server.text]).toEqual(["saved", "a"]);
  });

  it("saving at once says that it did not work", async () => {
    server.troubles = ["lost"];
    type("ab");
    expect(await saver.saveNow()).toBe(false);
    expect(saver.isDirty).toBe(true);
  });
});

describe("when somebody else has saved", () => {
  it("what does not clash is taken in, and what is typed meanwhile stays", async () => {
    Object.assign(server, { text: "a,theirs", version: 7 });
    const release = server.hold();
    type("mine");
    await wait(PAUSE_MS);
    type("mine!");
    release();
    await wait(0);
    expect([draft, saver.version, server.text]).toEqual(["mine!,theirs", 8, "mine,theirs"]);
    await wait(PAUSE_MS);
    expect([saver.state.status, server.text]).toEqual(["saved", "mine!,theirs"]);
  });

  it("theirs is taken in also when there is nothing to save, but not under one's hands", async () => {
    saver.follow({ draft: "theirs", version: 7 });
    expect([draft, saver.version, saver.isDirty, saver.state.status]).toEqual(["theirs", 7, false, "saved"]);
    saver.follow({ draft: "older", version: 6 });
    type("mine");
    saver.follow({ draft: "newer", version: 8 });
    expect([draft, saver.version]).toEqual(["mine", 7]);
  });

  it("a clash with what was typed while a save was under way is asked about", async () => {
    Object.assign(server, { text: "a,theirs", version: 7 });
    const release = server.hold();
    type("mine");
    await wait(PAUSE_MS);
    type("mine,mine");
    release();
    await wait(60_000);
    expect(saver.state).toMatchObject({
      status: "conflict",
      problem: null,
      conflicts: [{ theirs: "theirs" }],
    });
    expect(server.text).toBe("mine,theirs");
  });
});

describe("when both have changed the same", () => {
  beforeEach(async () => {
    Object.assign(server, { text: "theirs", version: 7 });
    type("mine");
    await wait(PAUSE_MS);
  });
  const take = (side: "ours" | "theirs"): Resolution[] => [{ node_id: null, field: "0", take: side }];

  it("nothing is saved until the person has chosen", async () => {
    expect(saver.state).toMatchObject({
      status: "conflict",
      conflicts: [{ base: "a", ours: "mine", theirs: "theirs" }],
    });
    type("mine too");
    await wait(60_000);
    expect(await saver.saveNow()).toBe(false);
    expect([server.text, server.saves.length, saver.isDirty]).toEqual(["theirs", 1, true]);
  });

  it("that becomes what the person chose", async () => {
    expect(await saver.resolve(take("ours"))).toBe(true);
    expect([server.text, server.version, saver.state.status]).toEqual(["mine", 8, "saved"]);
  });

  it("the person can take theirs", async () => {
    expect(await saver.resolve(take("theirs"))).toBe(true);
    expect([draft, server.text, server.version, saver.isDirty]).toEqual(["theirs", "theirs", 7, false]);
  });

  it("an answer is for this clash only: the next save asks again", async () => {
    await saver.resolve(take("ours"));
    Object.assign(server, { text: "theirs again", version: 9 });
    type("mine again");
    await wait(PAUSE_MS);
    expect(saver.state.status).toBe("conflict");
  });

  it("an answer is not for what somebody has saved since: all that clashes by now is told", async () => {
    Object.assign(server, { text: "theirs again", version: 8 });
    expect(await saver.resolve(take("ours"))).toBe(false);
    expect(saver.state).toMatchObject({ status: "conflict", conflicts: [{ theirs: "theirs again" }] });
    expect([server.text, server.saves]).toEqual(["theirs again", ["mine", "mine", "mine"]]);
    expect(await saver.resolve(take("ours"))).toBe(true);
    expect([server.text, server.version]).toEqual(["mine", 9]);
  });

  it("an answer that arrives late and is no answer any more is asked for again by itself", async () => {
    server.troubles = ["lost"];
    await saver.resolve(take("ours"));
    Object.assign(server, { text: "theirs again", version: 8 });
    await wait(60_000);
    expect(saver.state).toMatchObject({ status: "conflict", conflicts: [{ theirs: "theirs again" }] });
    expect(server.text).toBe("theirs again");
  });

  it("what was changed since may have solved it", async () => {
    type("theirs");
    expect(await saver.tryAgain()).toBe(true);
    expect([server.text, saver.state.status]).toEqual(["theirs", "saved"]);
  });
});

describe("when the version that was edited is not kept any more", () => {
  beforeEach(async () => {
    Object.assign(server, { text: "theirs", version: 7, troubles: ["not kept"] });
    type("mine");
    await wait(PAUSE_MS);
  });

  it("the person can save over the newest", async () => {
    expect(saver.state).toMatchObject({ status: "conflict", conflicts: [] });
    expect(await saver.overwrite({ draft: "theirs", version: 7 })).toBe(true);
    expect([server.text, server.version, saver.state.status]).toEqual(["mine", 8, "saved"]);
  });

  it("the person can take theirs", async () => {
    saver.adopt("theirs", 7);
    expect([saver.state.status, saver.isDirty, saver.version]).toEqual(["saved", false, 7]);
    type("theirs and mine");
    await wait(PAUSE_MS);
    expect(server.text).toBe("theirs and mine");
  });
});

describe("when the server refuses", () => {
  it("a save is tried again only after a change", async () => {
    server.troubles = ["refused"];
    type("ab");
    await wait(60_000);
    expect([saver.state.status, server.saves]).toEqual(["refused", ["ab"]]);
    type("abc");
    await wait(PAUSE_MS);
    expect([saver.state.status, server.text]).toEqual(["saved", "abc"]);
  });
});
