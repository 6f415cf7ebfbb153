import assert from "node:assert/strict";
import { apiAs, register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { idOf, standAt } from "../lib/workshop.mjs";

const SERVER = { server: "srv-app-07", change_id: "CHG-4411", role_check: "https://srv-app-07/health" };
const PC = { hostname: "PC-1043", key_id: "4F2A9C11" };

scenes("runs and their history", (scene) => {
  scene("a search keeps the keyboard while it finds", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const flow = await idOf(api, "Patch night: Windows servers");
    await standAt(api, flow, "approval", SERVER, { ticket_number: "INC-77" });
    await standAt(api, flow, "approval", SERVER, { ticket_number: "INC-78" });
    await page.goto("/sessions");
    const list = page.getByRole("list", { name: "Sessions" });
    await list.getByText("INC-78").waitFor();
    await page.getByRole("searchbox", { name: "Search sessions" }).pressSequentially("INC");
    await page.waitForURL(/q=INC$/);
    await page.keyboard.type("-77");
    await list.getByText("INC-78").waitFor({ state: "detached" });
    await list.getByText("INC-77").waitFor();
    assert.equal(await list.getByRole("listitem").count(), 1);
  });

  scene("a section's introduction is open at its first step, and at hand at its others", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await standAt(api, await idOf(api, "Patch night: Windows servers"), "approval", SERVER);
    await page.goto(`/sessions/${id}/run`);
    const introduction = page.getByText("Everything here is harmless");
    await introduction.waitFor();
    await page.keyboard.press("d");
    await page.getByRole("heading", { level: 1, name: "Record the health before" }).waitFor();
    await introduction.waitFor({ state: "hidden" });
    await page.locator("summary", { hasText: "Preflight" }).click();
    await introduction.waitFor();
  });

  scene("a secret is typed unseen, is shown only when asked for, and is in no report", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await standAt(api, await idOf(api, "BitLocker recovery"), "enter", PC);
    await page.goto(`/sessions/${id}/run`);
    const secret = "111111-222222-333333";
    const field = page.getByLabel("Recovery password (48 digits)", { exact: true });
    assert.equal(await field.getAttribute("type"), "password");
    await field.fill(secret);
    await page.getByRole("button", { name: "Use these" }).click();
    await page.getByRole("button", { name: "Show secrets" }).waitFor();
    const command = page.getByRole("group", { name: /recovery command prompt/ });
    assert.ok(!(await page.locator("body").innerText()).includes(secret));
    await page.getByRole("button", { name: "Show secrets" }).click();
    await command.getByText(secret).waitFor();
    await page.getByRole("button", { name: "Show secrets" }).click();
    await command.getByText(secret).waitFor({ state: "detached" });
    await page.keyboard.press("y");
    await page.getByText(/^Copied/).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /111111-222222-333333/);

    await page.keyboard.press("c");
    await page.getByRole("dialog", { name: "Complete the run" }).getByText("Resolved", { exact: true }).click();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    assert.ok(!(await page.locator("body").innerText()).includes(secret));
    for (const format of ["ticket", "markdown", "text", "html", "json"]) {
      const { content } = await api("POST", `sessions/${id}/export`, { json: { format } });
      assert.ok(!content.includes(secret), format);
    }
    assert.ok(!JSON.stringify(await api("GET", `sessions/${id}/events?limit=200`)).includes(secret));
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.ok(!kept.includes(secret), "the device keeps it");
  });

  scene("a note that is still in its field goes with completing", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await standAt(api, await idOf(api, "Patch night: Windows servers"), "done", SERVER);
    await page.goto(`/sessions/${id}/run`);
    await page.getByText("All steps are through").waitFor();
    await page.keyboard.press("n");
    await page.keyboard.type("One restart took twenty minutes.");
    await page.keyboard.press("Escape");
    // From where the step left the focus, and not from the form alone.
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    await page.getByText("One restart took twenty minutes.").waitFor();
    const { content } = await api("POST", `sessions/${id}/export`, { json: { format: "ticket" } });
    assert.match(content, /Note: One restart took twenty minutes\./);

    // What is still in its field is saved, and is in what is copied.
    await page.getByLabel("Client", { exact: true }).fill("Harbour Logistics");
    await page.getByRole("button", { name: "Copy for ticket" }).click();
    await page.getByText("Copied. Paste it into the ticket.").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Client Harbour Logistics/);
  });
});
