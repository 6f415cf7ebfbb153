import { expect, it } from "vitest";
import type { IntakeVariable } from "@/api/types";
import { completed, offersFor, openAt } from "./completing";

const asked = (name: string, label = ""): IntakeVariable => ({
  name,
  label,
  type: "text",
  required: false,
  deferred: true,
});

it("knows of braces that are open at the caret", () => {
  expect(openAt("ping {{", 7)).toEqual({ from: 5, typed: "" });
  expect(openAt("ping {{ ho", 10)).toEqual({ from: 5, typed: "ho" });
  expect(openAt("ping {{host}} now", 11)).toEqual({ from: 5, typed: "host" });
  expect(openAt("${{{h", 5)).toEqual({ from: 2, typed: "h" });
  for (const text of ["ping {", "ping {{host}} ", "{{ .Name", "{{a b", "{{1"]) {
    expect([text, openAt(text, text.length)]).toEqual([text, null]);
  }
});

it("offers what begins so first, then what has it in its question, then a new one", () => {
  const intake = [asked("site", "Which host?"), asked("host"), asked("port")];
  const told = (typed: string) =>
    offersFor(typed, intake).map((offer) => (offer.kind === "new" ? `+${offer.name}` : offer.variable.name));
  expect(told("")).toEqual(["site", "host", "port"]);
  expect(told("ho")).toEqual(["host", "site", "+ho"]);
  expect(told("host")).toEqual(["host", "site"]);
  expect(told("end")).toEqual([]);
});

it("puts the name where it was typed, with one pair of braces", () => {
  const at = (text: string) => {
    const caret = text.indexOf("|");
    const whole = text.replace("|", "");
    const open = openAt(whole, caret);
    const done = open && completed(whole, caret, open, "host");
    return done && `${done.text.slice(0, done.caret)}|${done.text.slice(done.caret)}`;
  };
  expect(at("ping {{ho| now")).toBe("ping {{host}}| now");
  expect(at("ping {{ho|}} now")).toBe("ping {{host}}| now");
  expect(at("ping {{|si te}} now")).toBe("ping {{host}}|si te}} now");
  expect(at("ping {{h|os}} now")).toBe("ping {{host}}| now");
});
