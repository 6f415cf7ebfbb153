/** Flows go out in every format and come back; pictures and paper show all of them. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { apiAs, register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { importDialog } from "../pages/importing.mjs";

/** Something of everything, and texts that mean something to one format or another. */
const NETWORK = {
  name: "Switch | port <b>down</b>",
  description: "For the access layer.",
  tree_type: "troubleshooting",
  tags: ["lan"],
  category: "Network",
  tree_structure: {
    kind: "troubleshooting",
    root: "up",
    nodes: [
      {
        id: "up",
        type: "decision",
        title: "Is the port up & green?",
        description: "Look at the LED.\n\n## Not a step\n\n<!-- nor a comment",
        colour: "red",
        options: [
          { id: "y", label: "Yes", to: "vlan" },
          { id: "n", label: "No, it is dark", to: "reseat" },
        ],
      },
      {
        id: "reseat",
        type: "action",
        title: "=Reseat the cable",
        expected_outcome: "The LED turns green.",
        checklist: ["Pull", "Push"],
        commands: [
          {
            label: "State",
            command: "show interface {{port}}",
            command_type: "cisco",
          },
        ],
        est_minutes: 5,
        next: "up",
      },
      {
        id: "vlan",
        type: "solution",
        title: `Fix the VLAN ${"averylongword".repeat(12)}`,
      },
    ],
    connections: [{ id: "c1", from: "vlan", to: "reseat", type: "reference" }],
    intake: [
      {
        name: "port",
        label: "Which port?",
        type: "text",
        required: true,
        deferred: true,
      },
    ],
    canvas: { zoom: 1, positions: { up: { x: 10, y: 20 } } },
  },
};

/** @type {readonly [string, string][]} */
const WHOLE = [
  ["Markdown", "md"],
  ["JSON", "json"],
  ["CSV", "csv"],
];

/** @param {import("playwright-core").Page} page */
async function openExport(page) {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Export" }).click();
  return page.getByRole("dialog", { name: /^Export/ });
}

/**
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<void>} act
 */
async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  const path = await download.path();
  return {
    name: download.suggestedFilename(),
    path,
    bytes: await readFile(path),
  };
}

/** @param {any} tree */
const contentOf = ({
  name,
  description,
  category,
  tags,
  tree_type,
  tree_structure,
}) => ({
  name,
  description,
  category,
  tags,
  tree_type,
  tree_structure,
});

scenes("formats", (scene) => {
  scene(
    "a flow goes out in each format and comes back the same",
    async ({ server, visitor }) => {
      const { page, context } = await visitor();
      const api = await apiAs(server, await register({ context }));
      const flow = await api("POST", "trees", { json: NETWORK });
      for (const [format, extension] of WHOLE) {
        await page.goto(`/flows/${flow.id}`);
        const dialog = await openExport(page);
        const file = await downloaded(page, () =>
          dialog
            .getByRole("button", { name: new RegExp(`^${format} `) })
            .click(),
        );
        assert.equal(file.name, `switch-port-b-down-b.${extension}`);

        await page.goto("/flows");
        await page.getByRole("button", { name: "Import" }).first().click();
        await importDialog(page)
          .locator("input[type=file]")
          .setInputFiles({
            name: file.name,
            mimeType: "text/plain",
            buffer: file.bytes,
          });
        await importDialog(page).getByText("Everything came over").waitFor();
        await importDialog(page)
          .getByRole("button", { name: "Create draft" })
          .click();
        await page.waitForURL(/\/flows\/[0-9a-f-]{36}$/);
        const back = await api("GET", `trees/${page.url().split("/").at(-1)}`);
        assert.deepEqual(contentOf(back), contentOf(flow), format);
      }
    },
  );

  scene(
    "a chart is saved after what it leaves out was shown",
    async ({ server, visitor }) => {
      const { page, context } = await visitor();
      const api = await apiAs(server, await register({ context }));
      const flow = await api("POST", "trees", { json: NETWORK });
      await page.goto(`/flows/${flow.id}`);
      const dialog = await openExport(page);
      await dialog.getByRole("button", { name: /^Mermaid / }).click();
      const report = page.getByRole("dialog", {
        name: "What Mermaid leaves out",
      });
      await report
        .getByRole("row", {
          name: /reseat.*expected outcome, 1 command, 2 things to tick off/,
        })
        .waitFor();
      const file = await downloaded(page, () =>
        report.getByRole("button", { name: "Save the file" }).click(),
      );
      const made = await api("POST", "trees/import?format=mermaid", {
        text: file.bytes.toString(),
      });
      const graph = (/** @type {any} */ tree) =>
        tree.tree_structure.nodes.map(
          (/** @type {any} */ { id, type, title, next, options = [] }) => [
            id,
            type,
            title,
            next,
            options.map((/** @type {any} */ { label, to }) => [label, to]),
          ],
        );
      assert.deepEqual(graph(made), graph(flow));
    },
  );

  scene(
    "a list from a spreadsheet becomes a checklist",
    async ({ server, visitor }) => {
      const { page, context } = await visitor();
      await register({ context });
      assert.ok(server.url);
      await page.goto("/flows");
      await page.getByRole("button", { name: "Import" }).first().click();
      await importDialog(page)
        .locator("input[type=file]")
        .setInputFiles({
          name: "patch.csv",
          mimeType: "text/csv",
          buffer: Buffer.from(
            "\ufeffPhase;Step;Notes;Owner\r\nBefore;Tell people;By mail;Ann\r\nAfter;Look;;\r\n",
          ),
        });
      await importDialog(page).getByText("Tell people").waitFor();
      await importDialog(page)
        .getByText(/line 2: the column “?"?Owner/)
        .waitFor();
      await importDialog(page).getByLabel("Name").fill("Patch night");
      await importDialog(page)
        .getByRole("button", { name: "Create draft" })
        .click();
      await page.getByRole("heading", { name: "Patch night" }).waitFor();
    },
  );

  scene(
    "pictures of the map have all titles in them",
    async ({ server, visitor }) => {
      const { page, context } = await visitor();
      const api = await apiAs(server, await register({ context }));
      const flow = await api("POST", "trees", { json: NETWORK });
      await page.goto(`/flows/${flow.id}`);
      const svg = await downloaded(page, async () =>
        (await openExport(page))
          .getByRole("button", { name: /^Picture \(SVG\)/ })
          .click(),
      );
      const text = svg.bytes.toString();
      for (const title of [
        "Switch | port &lt;b&gt;down&lt;/b&gt;",
        "Is the port up &amp; green?",
        "=Reseat the cable",
      ])
        assert.ok(text.includes(title), title);
      const size = await page.evaluate((source) => {
        const xml = new DOMParser().parseFromString(source, "image/svg+xml");
        return xml.querySelector("parsererror")
          ? null
          : Number(xml.documentElement.getAttribute("width"));
      }, text);
      assert.ok(size && size > 400, `${size}`);

      const png = await downloaded(page, async () =>
        (await openExport(page))
          .getByRole("button", { name: /^Picture \(PNG\)/ })
          .click(),
      );
      assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
      assert.equal(png.bytes.readUInt32BE(16), 2 * size);
    },
  );

  scene(
    "a flow is printed with numbers, boxes and no app around it",
    async ({ server, visitor }) => {
      const { page, context } = await visitor();
      const api = await apiAs(server, await register({ context }));
      const flow = await api("POST", "trees", { json: NETWORK });
      await page.goto(`/flows/${flow.id}`);
      await (
        await openExport(page)
      )
        .getByRole("button", { name: /^Print or PDF/ })
        .click();
      await page.waitForURL(/\/print$/);
      await page.getByRole("heading", { name: NETWORK.name }).waitFor();
      await page.getByRole("rowheader", { name: /Which port\?/ }).waitFor();
      await page
        .getByRole("listitem")
        .getByText("go to step 3: =Reseat the cable")
        .waitFor();
      assert.equal(
        await page.getByRole("navigation", { name: "Main" }).count(),
        0,
      );
      await page.evaluate(() => {
        window.print = () => document.body.setAttribute("data-printed", "");
      });
      await page.getByRole("button", { name: "Print" }).click();
      await page.locator("body[data-printed]").waitFor();
      const pdf = await page.pdf({ preferCSSPageSize: true });
      assert.equal(pdf.subarray(0, 4).toString(), "%PDF");
    },
  );
});
