import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/problem";
import { AT_MOST_MS, PAUSE_MS, Saver } from "./saver";

/** A server that keeps one text and refuses a save over another version than its newest. */
class Server {
  text = "a";
  version = 1;
  saves: string[] = [];
  /** How the next saves go wrong: before they arrive, after, or by a refusal. */
  troubles: ("lost" | "answer lost" | "refused")[] = [];
  #gate: Promise<void> | null = null;

  /** Holds saves back until the returned function is called. */
  hold(): () => void {
    let open = () => {};
    this.#gate = new Promise((resolve) => {
      open = resolve;
    });
    return () => open();
  }

  readonly send = async (draft: string, _: string, version: number): Promise<number> => {
    this.saves.push(draft);
    await this.#gate;
    const trouble = this.troubles.shift();
    if (trouble === "lost") throw ApiProblem.network();
    if (trouble === "refused") throw new ApiProblem(422, { code: "invalid_body" });
    if (version !== this.version)
      throw new ApiProblem(412, { code: "version_conflict", current_version: this.version });
    this.text = draft;
    this.version += 1;
    if (trouble === "answer lost") throw ApiProblem.network();
    return this.version;
  };

  readonly confirm = async (draft: string) => (draft === this.text ? this.version : null);
}

let server: Server;
let saver: Saver<string>;

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  saver = new Saver({
    draft: "a",
    version: 1,
    send: server.send,
    confirm: server.confirm,
    isSame: (a, b) => a === b,
  });
});
afterEach(() => vi.useRealTimers());

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("saving", () => {
  it("happens a moment after the last change", async () => {
    saver.changed("ab");
    await wait(PAUSE_MS - 1);
    saver.changed("abc");
    await wait(PAUSE_MS - 1);
    expect([saver.state.status, server.saves]).toEqual(["changed", []]);
    await wait(1);
    expect([saver.state.status, server.saves, saver.version]).toEqual(["saved", ["abc"], 2]);
  });

  it("does not wait for ever while somebody types", async () => {
    for (let typed = 0; typed < AT_MOST_MS; typed += 500) {
      saver.changed(`a${typed}`);
      await wait(500);
    }
    expect(server.saves).toHaveLength(1);
  });

  it("sends nothing when the change was taken back", async () => {
    saver.changed("ab");
    saver.changed("a");
    await wait(60_000);
    expect([saver.state.status, saver.isDirty, server.saves]).toEqual(["saved", false, []]);
  });

  it("is never done twice at once; what is typed meanwhile follows", async () => {
    const release = server.hold();
    saver.changed("ab");
    await wait(PAUSE_MS);
    saver.changed("abc");
    await wait(60_000);
    expect([saver.state.status, server.saves]).toEqual(["saving", ["ab"]]);
    release();
    await wait(PAUSE_MS);
    expect([server.text, server.version, saver.isDirty]).toEqual(["abc", 3, false]);
  });

  it("can be asked for at once, and takes what was typed meanwhile along", async () => {
    const release = server.hold();
    saver.changed("ab");
    const saved = saver.saveNow();
    saver.changed("abc");
    release();
    expect(await saved).toBe(true);
    expect([server.text, saver.isDirty]).toEqual(["abc", false]);
    expect(await saver.saveNow()).toBe(true);
    expect(server.saves).toHaveLength(2);
  });

  it("ends when it is stopped", async () => {
    saver.changed("ab");
    saver.stop();
    await wait(60_000);
    expect(server.saves).toEqual([]);
    expect(saver.isDirty).toBe(true);
  });
});

describe("when the server is not reached", () => {
  it("a save is tried again, less and less often, with what is newest", async () => {
    server.troubles = ["lost", "lost", "lost"];
    saver.changed("ab");
    await wait(PAUSE_MS);
    expect(saver.state.status).toBe("retrying");
    saver.changed("abc");
    await wait(2_000 + 4_000);
    expect(server.saves).toHaveLength(3);
    await wait(8_000);
    expect([saver.state.status, server.text]).toEqual(["saved", "abc"]);
  });

  it("a save is tried again at once when the way may be there again", async () => {
    server.troubles = ["lost"];
    saver.changed("ab");
    await wait(PAUSE_MS);
    saver.retryNow();
    await wait(0);
    expect([saver.state.status, server.text]).toEqual(["saved", "ab"]);
  });

  it("a save whose answer was lost is not taken for somebody else's", async () => {
    server.troubles = ["answer lost"];
    saver.changed("ab");
    await wait(PAUSE_MS + 2_000);
    expect([saver.state.status, saver.version, server.version]).toEqual(["saved", 2, 2]);
  });

  it("saving at once says that it did not work", async () => {
    server.troubles = ["lost"];
    saver.changed("ab");
    expect(await saver.saveNow()).toBe(false);
    expect(saver.isDirty).toBe(true);
  });
});

describe("when somebody else has saved", () => {
  beforeEach(async () => {
    server.text = "theirs";
    server.version = 7;
    saver.changed("mine");
    await wait(PAUSE_MS);
  });

  it("nothing is saved until the person has chosen", async () => {
    expect(saver.state.status).toBe("conflict");
    saver.changed("mine too");
    await wait(60_000);
    expect(await saver.saveNow()).toBe(false);
    expect([server.text, server.saves.length, saver.isDirty]).toEqual(["theirs", 1, true]);
  });

  it("the person can save over it", async () => {
    saver.changed("mine too");
    expect(await saver.overwrite(7)).toBe(true);
    expect([server.text, server.version, saver.state.status]).toEqual(["mine too", 8, "saved"]);
  });

  it("a third save between asking and overwriting is a conflict again", async () => {
    server.version = 8;
    expect(await saver.overwrite(7)).toBe(false);
    expect([server.text, saver.state.status]).toEqual(["theirs", "conflict"]);
  });

  it("the person can take theirs", async () => {
    saver.adopt("theirs", 7);
    expect([saver.state.status, saver.isDirty, saver.version]).toEqual(["saved", false, 7]);
    saver.changed("theirs and mine");
    await wait(PAUSE_MS);
    expect(server.text).toBe("theirs and mine");
  });
});

describe("when the server refuses", () => {
  it("a save is tried again only after a change", async () => {
    server.troubles = ["refused"];
    saver.changed("ab");
    await wait(60_000);
    expect([saver.state.status, server.saves]).toEqual(["refused", ["ab"]]);
    saver.changed("abc");
    await wait(PAUSE_MS);
    expect([saver.state.status, server.text]).toEqual(["saved", "abc"]);
  });
});
