import { expect, it } from "vitest";
import { initials } from "./avatar";

it("takes letters and digits alone", () => {
  expect(initials("Ada Lovelace")).toBe("AL");
  expect(initials("Ada <b>Lovelace</b>")).toBe("AB");
  expect(initials("ada (ops)")).toBe("AO");
  expect(initials("Ada - Lovelace !")).toBe("AL");
  expect(initials("Åse")).toBe("Å");
  expect(initials("  ?! ")).toBe("");
});
