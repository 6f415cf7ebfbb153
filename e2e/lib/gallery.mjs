/** Pages that are looked at, each at a desk and on a phone, light and dark, on one server with a world in it. */
import { after, before, describe, test } from "node:test";
import { look } from "./look.mjs";
import { signIn } from "./person.mjs";
import { watched } from "./scenes.mjs";
import { startServer } from "./server.mjs";
import { closeBrowser, DESK, PHONE, Visitor } from "./visitor.mjs";
import { furnish } from "./world.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("./world.mjs").World} World
 * @typedef {(page: Page, world: World) => Promise<unknown>} Place Opens it, and waits until it is all there.
 */

/** What opens over a page: what lies below the fold of the page behind is no part of it. */
const OVER = /dialog|start-run|^import|palette|shortcuts|menu|^editor/;

/**
 * @param {string} title
 * @param {{ first?: Record<string, Place>, outside?: Record<string, Place>, inside: Record<string, Place> }} places By the
 *   name of their pictures. `first`: on a server without an account; `outside`: for those who are not signed in.
 */
export function gallery(title, { first = {}, outside = {}, inside }) {
  describe(title, () => {
    /** @type {import("./server.mjs").Server} */
    let server;
    /** @type {Visitor[]} At a desk, on a phone. */
    let visitors = [];
    /** @type {World} */
    let world;
    before(async () => {
      server = await startServer("sqlite");
      visitors = [await Visitor.open(server, DESK), await Visitor.open(server, PHONE)];
    });
    after(async () => {
      await closeBrowser();
      await server?.stop();
    });

    /** @param {Record<string, Place>} places */
    const lookAt = (places) => {
      for (const [name, open] of Object.entries(places)) {
        test(name, { timeout: 120_000 }, async () => {
          for (const visitor of visitors) visitor.turnThePage();
          await watched(`page ${name}`, visitors, async () => {
            for (const { page } of visitors) {
              // Leaves what is open, with nothing in the way.
              await page.context().setOffline(false);
              await page.goto("about:blank");
              await open(page, world);
              await look(page, name, { whole: !OVER.test(name) });
            }
          });
        });
      }
    };

    lookAt(first);
    describe("outside", () => {
      before(async () => {
        // From now on there is an account.
        world = await furnish(server);
      });
      lookAt(outside);
    });
    describe("inside", () => {
      before(async () => {
        for (const visitor of visitors) await signIn(visitor, world.person);
      });
      lookAt(inside);
    });
  });
}
