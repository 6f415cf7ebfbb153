/**
 * Tests in scenes: a server for a file's scenes, visitors who come for one scene each. A scene fails also when a
 * visitor's browser complained; then pictures and logs of all of them are kept in screenshots/.
 */
import { after, before, describe, test } from "node:test";
import { ENGINES, startServer } from "./server.mjs";
import { closeBrowser, Visitor } from "./visitor.mjs";

const MOST_MS = 180_000;

/**
 * @typedef {object} Stage
 * @property {import("./server.mjs").Server} server
 * @property {(options?: import("playwright-core").BrowserContextOptions) => Promise<Visitor>} visitor Somebody new.
 */

/**
 * @param {string} title
 * @param {(scene: (name: string, play: (stage: Stage) => Promise<void>) => void) => void} define
 * @param {readonly import("./server.mjs").Engine[]} [engines]
 * @param {readonly string[]} [settings] Of the server, as arguments.
 */
export function scenes(title, define, engines = ENGINES, settings = []) {
  for (const engine of engines) {
    describe(`${title} (${engine})`, () => {
      /** @type {import("./server.mjs").Server | undefined} */
      let server;
      before(async () => (server = await startServer(engine, settings)), { timeout: MOST_MS });
      after(() => server?.stop());
      define((name, play) =>
        test(name, { timeout: MOST_MS }, async () => {
          if (!server) throw new Error("the server did not start");
          await perform(`${engine} ${name}`, server, play);
        }),
      );
    });
  }
}

after(closeBrowser);

/**
 * @param {string} name
 * @param {import("./server.mjs").Server} server
 * @param {(stage: Stage) => Promise<void>} play
 */
async function perform(name, server, play) {
  /** @type {Visitor[]} */
  const visitors = [];
  const visitor = async (/** @type {any} */ options) => {
    const somebody = await Visitor.open(server, options);
    visitors.push(somebody);
    return somebody;
  };
  try {
    await watched(name, visitors, () => play({ server, visitor }));
  } finally {
    for (const each of visitors) await each.leave();
  }
}

/**
 * Plays, then fails if a visitor's browser complained. Keeps the evidence of a failure.
 * @param {string} name
 * @param {readonly Visitor[]} visitors May grow while it is played.
 * @param {() => Promise<void>} play
 */
export async function watched(name, visitors, play) {
  try {
    await play();
    for (const visitor of visitors) visitor.assertContent();
  } catch (error) {
    for (const [place, visitor] of visitors.entries()) await visitor.keepEvidence(`${name} ${place}`);
    throw brief(error);
  }
}

/** Without the colours of Playwright's errors and their second copy of the call log. @param {unknown} error */
function brief(error) {
  if (!(error instanceof Error) || !("log" in error)) return error;
  // oxlint-disable-next-line no-control-regex
  const text = (error.stack ?? error.message).replaceAll(/\x1b\[\d+m/g, "");
  const lines = text.split("\n").filter((line) => !/^ +(- |\d+ × )(retrying|waiting \d|waiting for element|scrolling|done|element is)/.test(line));
  const short = new Error(error.message.split("\n")[0]);
  short.stack = [...new Set(lines)].join("\n");
  return short;
}
