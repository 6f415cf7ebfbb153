/** The map as a picture that stands alone: no fonts, styles or scripts from elsewhere, light colours, all text escaped. */
import type { NodeType } from "@/api/types";
import type { MapLayout, PlacedEdge, PlacedNode } from "./layout";
import { CARD } from "./measure";

export interface MapPicture {
  svg: string;
  width: number;
  height: number;
}

export interface PictureOptions {
  title: string;
  subtitle: string;
  /** The node where a run starts. */
  start?: string;
  words: { start: string; untitled: string; types: Record<NodeType, string> };
  widthOf: (text: string, font: string) => number;
}

const FONT =
  "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
const INK = { text: "#14201d", muted: "#4f5d59", line: "#838e8a", accent: "#0f766e", page: "#ffffff" };

interface Look {
  fill: string;
  edge: string;
  mark: string;
}
const NEUTRAL: Look = { fill: "#ffffff", edge: "#cdd5d2", mark: "#5f6c68" };
const INFO: Look = { fill: "#ffffff", edge: "#c2d7f6", mark: "#2563c9" };
const SUCCESS: Look = { fill: "#e6f6ea", edge: "#b6e0c2", mark: "#17803d" };
const VIOLET: Look = { fill: "#ffffff", edge: "#d9c9f7", mark: "#6b3fc2" };
const WARNING: Look = { fill: "#ffffff", edge: "#f0d6a6", mark: "#b45309" };
const ACCENT: Look = { fill: "#ffffff", edge: "#a9d9d2", mark: "#0f766e" };

const LOOKS: Record<NodeType, Look> = {
  decision: INFO,
  action: NEUTRAL,
  solution: SUCCESS,
  flow: VIOLET,
  section_header: ACCENT,
  procedure_step: NEUTRAL,
  procedure_end: SUCCESS,
  objective: WARNING,
  outcome: INFO,
  opportunity: VIOLET,
  assumption: NEUTRAL,
  experiment: ACCENT,
};

/** A line of text as it is written and measured. */
interface Type {
  size: number;
  weight: number;
  fill: string;
}
const TYPES = {
  head: { size: 20, weight: 600, fill: INK.text },
  under: { size: 13, weight: 400, fill: INK.muted },
  title: { size: 13, weight: 500, fill: INK.text },
  badge: { size: 12, weight: 500, fill: "#ffffff" },
  label: { size: 12, weight: 500, fill: "#1f55ae" },
  legend: { size: 12, weight: 400, fill: INK.muted },
} satisfies Record<string, Type>;

const MARGIN = 32;
const HEAD = 64;
const LEGEND = 40;
const LEAST_WIDTH = 480;
const LABEL = { most: 180, height: 22 };
const TEXT_LEFT = 40;
const TITLE_WIDTH = CARD.width - TEXT_LEFT - 12;

export function svgOf(layout: MapLayout, options: PictureOptions): MapPicture {
  const pen = penOf(options.widthOf);
  const box = boundsOf(layout);
  const legend = legendOf(layout, options, pen);
  const wanted = Math.max(LEAST_WIDTH, box.width, legend.width);
  const head = wrapped(options.title, wanted, 2, pen.measure(TYPES.head));
  const headHeight = HEAD + (head.length - 1) * 26;
  const width = Math.ceil(wanted + 2 * MARGIN);
  const height = Math.ceil(box.height + headHeight + LEGEND + 2 * MARGIN);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="${FONT}">`,
    `<title id="title">${escaped(options.title)}</title>`,
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="${INK.line}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" fill="${INK.page}"/>`,
    ...head.map((line, place) => pen.write(line, TYPES.head, MARGIN, MARGIN + 18 + place * 26)),
    pen.write(options.subtitle, TYPES.under, MARGIN, MARGIN + 18 + (head.length - 1) * 26 + 22),
    `<g transform="translate(${round(MARGIN - box.x)} ${round(MARGIN + headHeight - box.y)})">`,
    ...layout.edges.map(lineOf),
    ...layout.nodes.map((node) => cardOf(node, options, pen)),
    ...layout.edges.map((edge) => labelOf(edge, pen)),
    "</g>",
    `<g transform="translate(${MARGIN} ${round(height - MARGIN - 8)})">${legend.svg}</g>`,
    "</svg>",
  ];
  return { svg: parts.filter((part) => part !== "").join("\n"), width, height };
}

/** What the cards, the lines and their labels take. */
function boundsOf({ nodes, edges }: MapLayout) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x: number, y: number) => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  };
  for (const { x, y, width, height } of nodes) {
    // Above a card may stand that it is the start.
    take(x, y - 12);
    take(x + width, y + height);
  }
  for (const { path, labelAt } of edges) {
    for (const [, x, y] of path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)) take(Number(x), Number(y));
    if (labelAt) {
      take(labelAt.x - LABEL.most / 2, labelAt.y - LABEL.height / 2);
      take(labelAt.x + LABEL.most / 2, labelAt.y + LABEL.height / 2);
    }
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function lineOf({ path, isLoop, isAside }: PlacedEdge): string {
  if (path === "") return "";
  const dashes = isLoop || isAside ? ' stroke-dasharray="5 4"' : "";
  return `<path d="${path}" fill="none" stroke="${INK.line}" stroke-width="1.5"${dashes} marker-end="url(#arrow)"/>`;
}

function cardOf(
  { node, x, y, width, height }: PlacedNode,
  { start, words }: PictureOptions,
  pen: Pen,
): string {
  const look = LOOKS[node.type];
  const isStart = node.id === start;
  const title = node.title.trim() === "" ? words.untitled : node.title;
  const lines = wrapped(title, TITLE_WIDTH, CARD.mostLines, pen.measure(TYPES.title));
  const first = height / 2 - ((lines.length - 1) * CARD.lineHeight) / 2 + 4.5;
  const edge = isStart ? `stroke="${INK.accent}" stroke-width="2"` : `stroke="${look.edge}"`;
  const badge = isStart
    ? `<rect x="10" y="-10" width="${Math.ceil(pen.measure(TYPES.badge)(words.start)) + 16}" height="18" rx="9" fill="${INK.accent}"/>${pen.write(words.start, TYPES.badge, 18, 3.5)}`
    : "";
  return [
    `<g transform="translate(${round(x)} ${round(y)})">`,
    // The whole title, for who points at a card whose text was cut.
    `<title>${escaped(`${words.types[node.type]}: ${title}`)}</title>`,
    `<rect width="${round(width)}" height="${round(height)}" rx="8" fill="${look.fill}" ${edge}/>`,
    `<rect x="11" y="${round(height / 2 - 8)}" width="16" height="16" rx="5" fill="${look.mark}"/>`,
    ...lines.map((line, place) => pen.write(line, TYPES.title, TEXT_LEFT, first + place * CARD.lineHeight)),
    `${badge}</g>`,
  ].join("");
}

function labelOf({ label, labelAt }: PlacedEdge, pen: Pen): string {
  if (!labelAt || label === "") return "";
  const [shown = ""] = wrapped(label, LABEL.most - 18, 1, pen.measure(TYPES.label));
  const width = Math.ceil(pen.measure(TYPES.label)(shown)) + 18;
  const left = round(labelAt.x - width / 2);
  return [
    `<g><title>${escaped(label)}</title>`,
    `<rect x="${left}" y="${round(labelAt.y - LABEL.height / 2)}" width="${width}" height="${LABEL.height}" rx="11" fill="#e9f1fd" stroke="#c2d7f6"/>`,
    pen.write(shown, TYPES.label, labelAt.x, labelAt.y + 4, "middle"),
    "</g>",
  ].join("");
}

/** Which colour is which type, for the types on the map. */
function legendOf({ nodes }: MapLayout, { words }: PictureOptions, pen: Pen): { svg: string; width: number } {
  const types = [...new Set(nodes.map(({ node }) => node.type))];
  let at = 0;
  const parts = types.map((type) => {
    const word = words.types[type];
    const part = `<rect x="${at}" y="-9" width="11" height="11" rx="3.5" fill="${LOOKS[type].mark}"/>${pen.write(word, TYPES.legend, at + 17, 0.5)}`;
    at += Math.ceil(pen.measure(TYPES.legend)(word)) + 17 + 18;
    return part;
  });
  return { svg: parts.join(""), width: at };
}

interface Pen {
  measure: (type: Type) => (text: string) => number;
  write: (content: string, type: Type, x: number, y: number, anchor?: "middle") => string;
}

/** Writes texts as long as they were measured: whoever looks at the picture may have none of its fonts. */
function penOf(widthOf: PictureOptions["widthOf"]): Pen {
  const measure = (type: Type) => (text: string) =>
    widthOf(text, `${type.weight} ${type.size}px 'Inter Variable', sans-serif`);
  const write: Pen["write"] = (content, type, x, y, anchor) => {
    const length = round(measure(type)(content));
    const place = anchor ? ` text-anchor="${anchor}"` : "";
    const fit = length > 0 ? ` textLength="${length}" lengthAdjust="spacingAndGlyphs"` : "";
    return `<text x="${round(x)}" y="${round(y)}" font-size="${type.size}" font-weight="${type.weight}" fill="${type.fill}"${place}${fit}>${escaped(content)}</text>`;
  };
  return { measure, write };
}

/** The text in lines of this width; what does not fit into the most lines ends in an ellipsis. */
export function wrapped(
  content: string,
  width: number,
  most: number,
  widthOf: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of content.trim().split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    // A word that is wider than the line is broken.
    while (widthOf(line) > width && lines.length <= most) {
      const part = longestPart(line, width, widthOf);
      lines.push(part);
      line = line.slice(part.length);
    }
    if (lines.length > most) break;
  }
  if (line !== "") lines.push(line);
  if (lines.length <= most) return lines;
  const last = lines[most - 1] ?? "";
  return [...lines.slice(0, most - 1), shortened(last, width, widthOf)];
}

function longestPart(word: string, width: number, widthOf: (text: string) => number): string {
  const letters = [...word];
  let [fits, tooMany] = [1, letters.length];
  while (tooMany - fits > 1) {
    const half = (fits + tooMany) >> 1;
    if (widthOf(letters.slice(0, half).join("")) <= width) fits = half;
    else tooMany = half;
  }
  return letters.slice(0, fits).join("");
}

function shortened(line: string, width: number, widthOf: (text: string) => number): string {
  const letters = [...line];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

const round = (value: number) => Math.round(value * 10) / 10;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The text for XML, without the characters that XML cannot have. */
export function escaped(content: string): string {
  const clean = content.replaceAll(
    // oxlint-disable-next-line no-control-regex
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    "\ufffd",
  );
  return clean.replaceAll(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
}
