/**
 * A person at a browser, and what their browser complains of. Each visitor has cookies and storage of their own.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ROOT } from "./server.mjs";

export const PICTURES = join(ROOT, "e2e/screenshots");
/** How long something may take to appear, in milliseconds. Long, for a busy machine; nothing waits for it that works. */
const PATIENCE = 30_000;

/** @type {Promise<import("playwright-core").Browser> | undefined} */
let browser;

async function launch() {
  return chromium.launch({
    executablePath: process.env.BRANCHBOOK_TEST_BROWSER || "/usr/bin/chromium",
    // Root, as in containers, has no sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
  });
}

/** Ends the browser of this process, if there is one. */
export async function closeBrowser() {
  await (await browser)?.close();
  browser = undefined;
}

export const DESK = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export class Visitor {
  /** @type {string[]} All that the browser said, in order. */
  said = [];
  /** @type {string[]} What it should not have said or done. */
  complaints = [];

  /**
   * @param {import("playwright-core").BrowserContext} context
   * @param {import("./server.mjs").Server} server
   */
  constructor(context, server) {
    this.context = context;
    this.server = server;
    /** @type {import("playwright-core").Page} The first tab. */
    this.page = /** @type {any} */ (undefined);
  }

  /**
   * @param {import("./server.mjs").Server} server
   * @param {import("playwright-core").BrowserContextOptions} [options]
   */
  static async open(server, options = {}) {
    browser ??= launch();
    const context = await (await browser).newContext({
      ...DESK,
      baseURL: server.url,
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    const visitor = new Visitor(context, server);
    visitor.#listen();
    visitor.page = await context.newPage();
    return visitor;
  }

  #listen() {
    const origin = this.server.url;
    this.context.on("console", (message) => {
      const line = `${message.type()}: ${message.text()}`;
      this.said.push(line);
      if (message.type() === "error" && !isRefusal(message.text())) this.complaints.push(line);
    });
    this.context.on("weberror", (error) => {
      const line = `uncaught: ${error.error().stack ?? error.error()}`;
      this.said.push(line);
      this.complaints.push(line);
    });
    this.context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin === origin || url.protocol === "data:" || url.protocol === "blob:") return;
      this.complaints.push(`a request to ${url.origin}: ${request.url()}`);
    });
    this.context.on("response", (response) => {
      if (response.status() >= 400) this.said.push(`${response.status()} ${response.url()}`);
      if (response.status() >= 500) this.complaints.push(`${response.status()} of ${response.url()}`);
    });
  }

  /** Fails when the browser complained: errors in the console, the security policy, requests to others, 5xx answers. */
  assertContent() {
    if (this.complaints.length > 0) throw new Error(`the browser complains:\n${this.complaints.join("\n")}`);
  }

  /** @param {string} name What to call the picture and the log of a failure. */
  async keepEvidence(name) {
    const file = join(PICTURES, `failed-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`);
    await mkdir(PICTURES, { recursive: true });
    for (const [place, page] of this.context.pages().entries()) {
      await page.screenshot({ path: `${file}-${place}.png` }).catch(() => {});
    }
    const urls = this.context.pages().map((page) => page.url());
    await writeFile(`${file}.log`, [...urls, ...this.said, "", "server:", this.server.log(), ""].join("\n"));
  }

  /** Forgets what was said so far. */
  turnThePage() {
    this.said.length = 0;
    this.complaints.length = 0;
  }

  async leave() {
    await this.context.close();
  }
}

/** Answers that refuse are part of the API; the browser reports them nonetheless, as it does being offline. */
function isRefusal(/** @type {string} */ text) {
  return /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_INTERNET_DISCONNECTED)/.test(text);
}
