import assert from "node:assert/strict";
import { register, somebody } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { choose } from "../pages/parts.mjs";
import { fillRegistration, isAtTheDoor, isInside, signOut, submitSignIn } from "../pages/door.mjs";

scenes("signing in", (scene) => {
  scene("a new server asks for its first account, and for no other", async ({ visitor }) => {
    const { page } = await visitor();
    await page.goto("/");
    await page.getByRole("heading", { name: "Welcome to Branchbook" }).waitFor();
    await fillRegistration(page, { ...somebody("Ada First"), password: "short" });
    await page.getByRole("button", { name: "Create the first account" }).click();
    await page.getByText(/at least 12/i).waitFor();
    assert.equal(await page.getByLabel("Password", { exact: true }).getAttribute("aria-invalid"), "true");
    await page.getByLabel("Password", { exact: true }).fill("five quiet copper lanterns");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /Good \w+, Ada/ }).waitFor();

    const { page: second } = await visitor();
    await second.goto("/");
    await isAtTheDoor(second);
  });

  scene("a wrong password is told as such, and the right one leads to where one wanted", async ({ visitor }) => {
    const { page, context } = await visitor();
    const person = await register({ context });
    await context.clearCookies();
    await page.goto("/flows?type=procedural");
    await isAtTheDoor(page);
    await submitSignIn(page, { ...person, password: "not the right one" });
    await page.getByRole("alert").getByText("That e-mail and password do not match").waitFor();
    await submitSignIn(page, person);
    await page.getByRole("heading", { name: "Flows", exact: true }).waitFor();
    assert.equal(new URL(page.url()).search, "?type=procedural");
  });

  scene("a link to the sign-in page leads nowhere but to this server's own pages", async ({ visitor, server }) => {
    const { page, context } = await visitor();
    const person = await register({ context });
    for (const [to, path] of [
      ["/flows?type=procedural", "/flows?type=procedural"],
      ["//evil.example/flows", "/"],
      ["/\\evil.example", "/"],
      ["/..//evil.example", "/"],
      ["//[", "/"],
      ["https://evil.example/", "/"],
      ["javascript:document.title='taken'", "/"],
    ]) {
      await context.clearCookies();
      await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
      await submitSignIn(page, person);
      await isInside(page);
      assert.equal(page.url(), `${server.url}${path}`, to);
    }
  });

  scene("a taken address is told at its field", async ({ visitor }) => {
    const { page, context } = await visitor();
    const person = await register({ context });
    await context.clearCookies();
    await page.goto("/register");
    await fillRegistration(page, person);
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByText("There is an account with this e-mail already").waitFor();
  });

  scene("who is signed in stays so after a reload, until they sign out in any tab", async ({ visitor }) => {
    const { page, context } = await visitor();
    const person = await register({ context });
    await page.goto("/");
    await isInside(page);
    await page.reload();
    await isInside(page);

    const other = await context.newPage();
    await other.goto("/flows");
    await isInside(other);
    await signOut(other, person);
    await isAtTheDoor(other);
    await isAtTheDoor(page);
    await page.reload();
    await isAtTheDoor(page);
  });

  scene("a session that the server has ended is told, and gone on with after signing in", async ({ visitor }) => {
    const { page, context } = await visitor();
    const person = await register({ context });
    await page.goto("/flows");
    await isInside(page);
    await context.clearCookies();
    // As when the access token has expired or was revoked.
    await context.route("**/api/v1/trees**", (route) => route.fulfill({ status: 401, json: { code: "unauthorized", status: 401, title: "Unauthorized" } }));
    await choose(page, "Which flows", "Mine");
    await page.getByText("You were signed out.").waitFor();
    await context.unrouteAll();
    await submitSignIn(page, person);
    await page.getByRole("heading", { name: "Flows", exact: true }).waitFor();
    assert.equal(new URL(page.url()).search, "?scope=mine");
  });

  scene("the refresh token is a cookie that no script and no answer shows", async ({ visitor }) => {
    const { page, context } = await visitor();
    /** @type {Promise<string>[]} */
    const bodies = [];
    context.on("requestfinished", (request) => {
      if (request.url().includes("/api/")) bodies.push(textOf(request));
    });
    const person = somebody();
    /** @type {Set<string>} */
    const tokens = new Set();
    const note = async () => {
      const cookie = (await context.cookies(`${page.url()}api/v1/auth`)).find(({ name }) => name === "bb_refresh");
      assert.ok(cookie, "there is a cookie");
      assert.deepEqual(
        { httpOnly: cookie.httpOnly, sameSite: cookie.sameSite, path: cookie.path },
        { httpOnly: true, sameSite: "Strict", path: "/api/v1/auth" },
      );
      tokens.add(cookie.value);
    };
    await page.goto("/register");
    await fillRegistration(page, person);
    await page.getByRole("button", { name: "Create account" }).click();
    await isInside(page);
    await note();
    await page.reload();
    await isInside(page);
    await note();
    assert.equal(tokens.size, 2, "a reload rotates it");

    const seen = await page.evaluate(async () =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        (await indexedDB.databases()).map(({ name }) => name),
        await caches.keys(),
      ]),
    );
    await signOut(page, person);
    await isAtTheDoor(page);
    await page.reload();
    await isAtTheDoor(page);
    await submitSignIn(page, person);
    await isInside(page);
    await note();
    const shown = [seen, ...(await Promise.all(bodies))];
    assert.ok(shown.some((text) => text.includes("access_token")), "answers were looked at");
    for (const text of shown) {
      assert.ok(!text.includes("refresh_token\":\""), "an answer holds a refresh token");
      for (const token of tokens) assert.ok(!text.includes(token), "a refresh token is shown");
    }
  });
});

/** @param {import("playwright-core").Request} request */
async function textOf(request) {
  const response = await request.response();
  // The browser forgets the bodies of a page that was left.
  return response ? response.text().catch(() => "") : "";
}
