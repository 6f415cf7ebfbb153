import { afterEach, expect, it } from "vitest";
import { focusNextPart, partOf } from "./parts";

afterEach(() => document.body.replaceChildren());

it("goes from part to part, round and round, passing over what takes no focus", () => {
  document.body.innerHTML = `
    <div data-part><button id="new">New</button><div data-outline-tree tabindex="0" id="outline"></div></div>
    <div data-part><button disabled>Nothing here</button></div>
    <section data-part><div data-canvas tabindex="0" id="canvas"></div></section>
    <section data-part><input id="title" /><input id="text" /></section>`;
  const go = (by: 1 | -1) => {
    focusNextPart(by);
    return document.activeElement?.id;
  };
  expect([go(1), go(1), go(1), go(1)]).toEqual(["outline", "canvas", "title", "outline"]);
  document.getElementById("new")?.focus();
  expect([go(-1), go(-1)]).toEqual(["title", "canvas"]);
});

it("begins at the first or last part from outside of all", () => {
  document.body.innerHTML = `<div data-part><input id="a" /></div><div data-part><input id="b" /></div>`;
  focusNextPart(-1);
  expect(document.activeElement?.id).toBe("b");
});

it("comes back to outline or canvas, not to what lies in them", () => {
  document.body.innerHTML = `
    <div data-outline-tree></div><div data-canvas><button>New</button></div><select></select>`;
  const at = (selector: string) => partOf(document.querySelector(selector));
  expect([at("[data-outline-tree]"), at("[data-canvas]"), at("button"), at("select")]).toEqual([
    "outline",
    "canvas",
    null,
    null,
  ]);
});
