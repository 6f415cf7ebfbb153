import { scenes } from "../lib/scenes.mjs";

scenes(
  "the API's reference",
  (scene) => {
    scene("Swagger UI shows the operations, with nothing from elsewhere", async ({ visitor }) => {
      const { page } = await visitor();
      await page.goto("/api/docs");
      await page.getByText("/api/v1/auth/register", { exact: true }).waitFor();
    });

    scene("Redoc shows the operations, with nothing from elsewhere", async ({ visitor }) => {
      const { page } = await visitor();
      await page.goto("/api/redoc");
      await page.getByText("/api/v1/auth/register", { exact: true }).first().waitFor({ state: "attached" });
    });
  },
  ["sqlite"],
);
