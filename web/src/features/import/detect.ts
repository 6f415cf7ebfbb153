/** Tells the format of a text that someone pasted or dropped. */

export type Format = "mermaid" | "markdown" | "json" | "csv";
export const FORMATS: readonly Format[] = ["mermaid", "markdown", "json", "csv"];

const EXTENSIONS: Record<string, Format> = {
  mmd: "mermaid",
  mermaid: "mermaid",
  md: "markdown",
  markdown: "markdown",
  json: "json",
  csv: "csv",
  tsv: "csv",
};

/** The first word that a Mermaid diagram begins with. */
const DIAGRAM = /^(flowchart|graph)\b/;

/** The file's name decides where it says something; else the text itself. Markdown is what is nothing else. */
export function detectFormat(text: string, fileName?: string): Format {
  const extension = fileName?.toLowerCase().split(".").at(-1) ?? "";
  return EXTENSIONS[extension] ?? detectByContent(text);
}

function detectByContent(text: string): Format {
  const start = text.trimStart();
  if (start.startsWith("{") || /^\[\s*[\]{]/.test(start)) return "json";
  const lines = withoutFrontMatter(start)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("%%"));
  const first = lines[0]?.startsWith("```mermaid") ? (lines[1] ?? "") : (lines[0] ?? "");
  if (DIAGRAM.test(first)) return "mermaid";
  return isTable(start) ? "csv" : "markdown";
}

/** Whether a text that was pasted beside all fields is meant to become steps: a single line or a plain text is not. */
export function holdsSteps(text: string): boolean {
  const format = detectByContent(text);
  if (format === "json") return /"(nodes|steps|children|tree_structure)"\s*:/.test(text);
  if (format !== "markdown") return true;
  return /^ {0,3}(#{1,6}|[-*+]|\d+[.)])\s+\S/m.test(text);
}

/** Columns that a list of steps has at least one of. */
const COLUMNS = /^(row|title|step|question|task|action|name|item)$/;

/** Whether the first line names columns, and the second has as many cells. */
function isTable(text: string): boolean {
  const [header = "", row = ""] = text.replace(/^\uFEFF?(sep=.\r?\n)?/, "").split(/\r?\n/);
  return [",", ";", "\t"].some((separator) => {
    const names = header.split(separator).map((name) => name.trim().replaceAll('"', "").toLowerCase());
    return names.length > 1 && names.some((name) => COLUMNS.test(name)) && row.includes(separator);
  });
}

/** A page that an export has written says itself what kind of flow it is. */
export function saysItsKind(text: string): boolean {
  return /^\uFEFF?---\r?\n(?:(?!---).*\r?\n)*?branchbook:/.test(text);
}

/** Both Mermaid and Markdown may begin with YAML between two lines of `---`. */
function withoutFrontMatter(text: string): string {
  return text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
}
