/** What Branchbook is there for: a flowchart comes in, a run goes out into the ticket. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { apiAs, register, somebody } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { FIXTURE } from "../lib/world.mjs";
import { fillRegistration } from "../pages/door.mjs";
import { importDialog, pasteToImport } from "../pages/importing.mjs";
import { atTheKeys } from "../pages/running.mjs";

const TICKET = `Parcel station (VERSION): escalated
By Ada Field
TIMES

Outcome:
The lock bus is silent.

Steps taken:
1. 🚨 A parcel station reports a fault → done
-  What do people see? → One clear complaint (went back)
-  🎯 Look into the complaint (went back)
2. What do people see? → Some lockers fail
   Note: Column 3, since the storm on Sunday.
3. 🟡 Station is impaired → done
4. Run lockerctl survey → done
5. Which part fails? → Locks
6. 🔒 Lock trouble → done
7. How many locks? → A whole column
8. Does the lock bus answer? → No
9. Collect the station log → done
10. Line up log and camera times → done
11. Open a case with the vendor

Next steps:
The vendor sends a board.
`;

scenes("the main job", (scene) => {
  scene("a pasted flowchart is mended, published, run by keyboard and handed over to the ticket", async ({ visitor }) => {
    const { page } = await visitor();

    await page.goto("/");
    await fillRegistration(page, somebody("Ada Field"));
    await page.getByRole("button", { name: "Create the first account" }).click();
    await page.getByRole("heading", { name: /Good \w+, Ada/ }).waitFor();

    // Import: the preview says what has to be mended, and what a flow cannot hold.
    await page.keyboard.press("i");
    await pasteToImport(page, await readFile(FIXTURE, "utf8"));
    const dialog = importDialog(page);
    await dialog.getByRole("region", { name: "Outline" }).getByText("What do people see?").first().waitFor();
    const toMend = "Add a second answer to “Does the lock bus answer?”, or make it an action.";
    await dialog.getByRole("heading", { name: "To mend before publishing 1" }).waitFor();
    await dialog.getByText(toMend).waitFor();
    await dialog.getByRole("heading", { name: "Left out 8" }).waitFor();
    await dialog.getByText("Show 4 more").click();
    await dialog.getByText("line 67: style Start fill:#f66").waitFor();
    await dialog.getByLabel("Name").fill("Parcel station");
    await dialog.getByRole("button", { name: "Create draft" }).click();
    await page.getByRole("heading", { name: "Parcel station", level: 1 }).waitFor();

    // The draft cannot be published: its page leads to where it is mended.
    await page.getByRole("button", { name: "Publish" }).click();
    const blocked = page.getByRole("dialog", { name: "Not ready to publish" });
    await blocked.getByText(toMend).waitFor();
    await blocked.getByRole("link", { name: "Mend in the editor" }).click();
    const form = page.getByRole("region", { name: "Step" });
    const answers = form.getByRole("group", { name: "Answers" });
    await answers.getByRole("button", { name: "Add answer" }).click();
    await page.keyboard.type("No");
    await answers.getByRole("button", { name: /^“No” leads to/ }).click();
    await page.getByRole("combobox", { name: "“No” leads to" }).fill("station log");
    await page.getByRole("option", { name: "Collect the station log" }).click();
    const findings = page.getByRole("complementary", { name: "Findings" });
    await findings.getByRole("heading", { name: /Blocks publishing/ }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByRole("dialog", { name: /^Publish version/ }).getByRole("button", { name: "Publish" }).click();
    // The editor saves as one works: in one go or in two.
    const published = (await page.getByText(/^Version \d+ is published$/).textContent())?.match(/\d+/)?.[0];
    await page.getByRole("link", { name: "Back to the flow" }).click();
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();

    // From here on no mouse.
    await page.clock.install();
    const { press, note, reads } = atTheKeys(page);
    await page.keyboard.press("r");
    await reads("🚨 A parcel station reports a fault");
    await press("d", "What do people see?", 65);
    await press("3", "🎯 Look into the complaint");
    await press("b", "What do people see?");
    await note("Column 3, since the storm on Sunday.");
    await press("2", "🟡 Station is impaired");
    await press("d", "Run lockerctl survey");
    await press("d", "Which part fails?");
    await press("2", "🔒 Lock trouble");
    await press("d", "How many locks?");
    await press("2", "Does the lock bus answer?");
    await press("2", "Collect the station log");
    await press("d", "Line up log and camera times");
    await press("d", "Open a case with the vendor");

    await page.getByText("You have reached a solution").waitFor();
    await page.keyboard.press("c");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.getByRole("radio", { name: "Escalated" }).isChecked(), true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("The lock bus is silent.");
    await page.keyboard.press("Tab");
    await page.keyboard.type("The vendor sends a board.");
    await page.keyboard.press("Control+Enter");

    await page.getByRole("heading", { name: "What happened" }).waitFor();
    await page.keyboard.press("y");
    await page.getByText("Copied. Paste it into the ticket.").waitFor();
    const ticket = await page.evaluate(() => navigator.clipboard.readText());
    const times = /^\d{4}-\d\d-\d\d \d\d:\d\d–\d\d:\d\d UTC \(.+\)$/m;
    assert.match(ticket, times);
    assert.equal(ticket.replace(times, "TIMES"), TICKET.replace("VERSION", `version ${published}`));
  });

  scene("keys that are typed ahead are all taken", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const person = await register({ context });
    const api = await apiAs(server, person);
    const text = await readFile(FIXTURE, "utf8");
    const { id: tree_id } = await api("POST", "trees/import?format=mermaid&name=Parcel+station", { text });
    const { id } = await api("POST", "sessions", { json: { tree_id } });
    await page.goto(`/sessions/${id}/run`);
    const { reads } = atTheKeys(page);
    await reads("🚨 A parcel station reports a fault");
    for (const key of ["d", "2", "d"]) await page.keyboard.press(key);
    await reads("Run lockerctl survey");
  });
});
