import { expect, it } from "vitest";
import { told } from "./invite-dialog";

it("a mail is said to be on its way only where mails leave the server", () => {
  expect(told("bob@example.org", "smtp").description).toContain("A mail went to bob@example.org");
  expect(told("bob@example.org", "files").description).toContain("This server sends no mail");
  expect(told(null, "files").title).toBe("Copy the link now");
});
