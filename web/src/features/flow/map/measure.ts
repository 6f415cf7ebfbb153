/** How large cards and labels will be: the layout has to know before anything is drawn. */
import type { FlowNode } from "@/api/types";
import type { Measure } from "./graph";

export const CARD = {
  width: 224,
  lineHeight: 18,
  mostLines: 4,
  font: "500 13px 'Inter Variable', sans-serif",
};
const LABEL = { most: 180, height: 22, font: "500 12px 'Inter Variable', sans-serif" };
/** What of a card's width its title has: without borders, paddings and icon. */
const TITLE_WIDTH = CARD.width - 2 - 20 - 30;

type TextWidth = (text: string, font: string) => number;

/** Measures as the browser draws; where it cannot (in tests), by the usual width of a letter. */
export function measureText(): TextWidth {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (text) => text.length * 7;
  return (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
}

/** In how many lines of `width` a browser breaks the text. */
export function lineCount(text: string, width: number, widthOf: (text: string) => number): number {
  let lines = 1;
  let used = 0;
  const space = widthOf(" ");
  for (const word of text.split(/\s+/)) {
    const size = widthOf(word);
    if (used > 0 && used + space + size > width) {
      lines += 1;
      used = 0;
    }
    // A word that is wider than the line is broken.
    const whole = Math.max(0, Math.ceil(size / width) - 1);
    lines += whole;
    used = (used > 0 ? used + space : 0) + size - whole * width;
  }
  return lines;
}

/** How high a card is whose title has so many lines: at least as its icon. */
export function cardHeight(lines: number): number {
  return 22 + Math.max(22, lines * CARD.lineHeight);
}

/** How many lines of a title a card of this height shows. */
export function linesOfCard(height: number): number {
  return Math.min(CARD.mostLines, Math.max(1, Math.floor((height - 22) / CARD.lineHeight)));
}

export function measureWith(widthOf: TextWidth): Measure {
  const title = (text: string) => widthOf(text, CARD.font);
  return {
    node: ({ title: text }: FlowNode) => {
      const lines = Math.min(CARD.mostLines, lineCount(text || "Untitled", TITLE_WIDTH, title));
      return { width: CARD.width, height: cardHeight(lines) };
    },
    label: (text) => ({
      width: Math.min(LABEL.most, Math.ceil(widthOf(text, LABEL.font)) + 18),
      height: LABEL.height,
    }),
  };
}
