/** Where the caret of a text field is, in pixels from the field's corner. Browsers say it of no field. */

const COPIED = [
  "boxSizing",
  "width",
  "fontFamily",
  "fontSize",
  "fontWeight",
  "fontStyle",
  "letterSpacing",
  "lineHeight",
  "paddingTop",
  "paddingRight",
  "paddingBottom",
  "paddingLeft",
  "borderTopWidth",
  "borderRightWidth",
  "borderBottomWidth",
  "borderLeftWidth",
  "borderTopStyle",
  "tabSize",
] as const;

export function caretIn(
  field: HTMLTextAreaElement | HTMLInputElement,
  caret: number,
): { left: number; bottom: number } {
  // The same text in a box that can be measured.
  const looks = getComputedStyle(field);
  const copy = document.createElement("div");
  for (const name of COPIED) copy.style[name] = looks[name];
  const isLine = field instanceof HTMLInputElement;
  Object.assign(copy.style, {
    position: "absolute",
    visibility: "hidden",
    whiteSpace: isLine ? "pre" : "pre-wrap",
    overflowWrap: "anywhere",
    top: "0",
    left: "-9999px",
  });
  copy.textContent = field.value.slice(0, caret);
  const mark = document.createElement("span");
  mark.textContent = "\u200b";
  copy.append(mark);
  document.body.append(copy);
  const { offsetLeft, offsetTop, offsetHeight } = mark;
  copy.remove();
  return {
    left: offsetLeft - field.scrollLeft,
    bottom: isLine ? field.offsetHeight : offsetTop + offsetHeight - field.scrollTop,
  };
}
