/** The mails of a server that has no mail server: files in its data folder. */
import { readdir, readFile, watch } from "node:fs/promises";
import { join } from "node:path";

/** How long a mail may take, in milliseconds. Long, for a busy machine; nothing waits for it that works. */
const PATIENCE = 20_000;

/**
 * The link in the newest mail of a kind to somebody, as a path of the server. Waits until there is one.
 * @param {import("./server.mjs").Server} server
 * @param {string} to
 * @param {"verify-email" | "reset-password" | "invite"} template
 */
export async function mailedLink(server, to, template) {
  const link = new RegExp(`${server.url}(/[^\\s"<>]+)`).exec(await newestMail(server, to, template))?.[1];
  if (!link) throw new Error(`the mail ${template} to ${to} has no link`);
  return link;
}

/**
 * @param {import("./server.mjs").Server} server
 * @param {string} to
 * @param {string} template
 * @returns {Promise<string>} Its text.
 */
async function newestMail(server, to, template) {
  const patience = AbortSignal.timeout(PATIENCE);
  // Begun before the first look, so that no mail falls between the two.
  const changes = watch(server.data, { recursive: true, signal: patience })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const file = (await mails(server)).findLast((name) => name.endsWith(`-${template}-${to}.eml`));
      if (file) return textOf(await readFile(join(server.data, "mail", file), "utf8"));
      await changes.next();
    }
  } catch (error) {
    if (!patience.aborted) throw error;
    throw new Error(`no mail ${template} to ${to} came; there are: ${(await mails(server)).join(", ") || "none"}`, { cause: error });
  } finally {
    await changes.return?.();
  }
}

/** Their names, the oldest first. @param {import("./server.mjs").Server} server */
async function mails({ data }) {
  try {
    return (await readdir(join(data, "mail"))).filter((name) => name.endsWith(".eml")).toSorted();
  } catch (error) {
    // The folder is made with the first mail.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return [];
    throw error;
  }
}

/** The plain text of a mail: its part of that kind, with what the transfer did to it undone. @param {string} mail */
function textOf(mail) {
  const at = mail.search(/^content-type: text\/plain/im);
  const part = at < 0 ? mail : mail.slice(at);
  const head = part.slice(0, part.search(/\r?\n\r?\n/));
  const body = part.slice(head.length).split(/\r?\n--/)[0] ?? "";
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body;
  const bytes = body.replaceAll(/=\r?\n/g, "").replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
