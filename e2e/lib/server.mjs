/**
 * The real binary, started for a test file on a database of its own and a free port, and stopped with it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createDatabase } from "./postgres.mjs";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const BINARY = process.env.BRANCHBOOK_TEST_BINARY ?? join(ROOT, "target/debug/branchbook");
/** @typedef {"sqlite" | "postgres"} Engine */
/** @type {readonly Engine[]} */
export const ENGINES = ["sqlite", "postgres"];

/**
 * @typedef {object} Server
 * @property {Engine} engine
 * @property {string} url Its origin.
 * @property {string} data The folder of what it keeps; without a mail server also of its mails.
 * @property {() => string} log What it has said so far.
 * @property {(...words: string[]) => Promise<void>} command Does what the operator of the server does by hand, beside it.
 * @property {() => Promise<void>} stop Stops it in order and removes what it kept.
 */

/**
 * Starts a server with nothing in it but the default flows.
 * @param {Engine} engine
 * @param {readonly string[]} [more] Other settings, as arguments.
 * @returns {Promise<Server>}
 */
export async function startServer(engine, more = []) {
  await access(BINARY).catch(() => {
    throw new Error(`${BINARY} is not there: cargo build -p branchbook-cli`);
  });
  const data = await mkdtemp(join(tmpdir(), "branchbook-e2e-"));
  const database = engine === "postgres" ? await createDatabase() : null;
  const listen = `127.0.0.1:${await freePort()}`;
  const settings = ["--listen", listen, "--data", data, "--rate-limits", "off", "--log", "warn", ...more];
  if (database) settings.push("--database-url", database.url, "--database-connections", "4");
  const run = (/** @type {string[]} */ ...words) =>
    spawn(BINARY, [...words, ...settings], {
      // Its own folder, so that no settings file of the developer's is read; and none of their settings.
      cwd: data,
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("BRANCHBOOK_"))),
      stdio: ["ignore", "pipe", "pipe"],
    });
  const child = run("serve");
  const ended = once(child, "exit");
  /** @type {string[]} */
  const lines = [];
  const cleanUp = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
    await database?.drop();
    await rm(data, { recursive: true, force: true });
  };
  const listens = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        // Said when the database is ready and connections are taken.
        if (line.startsWith("Branchbook ")) resolve(undefined);
      });
    }
    ended.then(([code]) => reject(new Error(`the server ended with ${code}:\n${lines.join("\n")}`)), reject);
  });
  try {
    await listens;
  } catch (error) {
    await cleanUp();
    throw error;
  }
  const command = async (/** @type {string[]} */ ...words) => {
    const [code] = await once(run(...words), "exit");
    if (code !== 0) throw new Error(`branchbook ${words.join(" ")} ended with ${code}`);
  };
  return { engine, url: `http://${listen}`, data, log: () => lines.join("\n"), command, stop: cleanUp };
}

/** @returns {Promise<number>} */
async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
