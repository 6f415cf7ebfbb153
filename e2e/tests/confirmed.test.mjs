/** Registering where an address is confirmed before there is an account. */
import { mailedLink } from "../lib/mail.mjs";
import { call, somebody } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { ENGINES } from "../lib/server.mjs";
import { fillRegistration, isInside, submitSignIn } from "../pages/door.mjs";

scenes(
  "registering where addresses are confirmed first",
  (scene) => {
    scene("the account is made for whoever has the mail and the password", async ({ server, visitor }) => {
      // The first account is made at once, whatever the setting.
      await call(server, "POST", "auth/register", { json: somebody("Olga Operator") });
      const person = somebody("Ada Okafor");
      const { page } = await visitor();
      await page.goto("/register");
      await fillRegistration(page, person);
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("heading", { name: "Check your mail" }).waitFor();

      await page.goto("/sign-in");
      await submitSignIn(page, person);
      await page.getByText("Have you just registered?").waitFor();

      await page.goto(await mailedLink(server, person.email, "verify-email"));
      await page.getByRole("heading", { name: "Finish your account" }).waitFor();
      const password = page.getByLabel("Password", { exact: true });
      const create = page.getByRole("button", { name: "Create my account" });
      await password.fill("not what was chosen");
      await create.click();
      await page.getByText("This is not the password that was chosen.").waitFor();
      await password.fill(person.password);
      await create.click();
      await isInside(page);
      await page.goto("/preferences");
      await page.getByText("Verified", { exact: true }).waitFor();
    });
  },
  ENGINES,
  ["--registration", "confirmed"],
);
