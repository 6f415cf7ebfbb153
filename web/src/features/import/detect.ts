/** Tells the format of a text that someone pasted or dropped. */

export type Format = "mermaid" | "markdown" | "json";
export const FORMATS: readonly Format[] = ["mermaid", "markdown", "json"];

const EXTENSIONS: Record<string, Format> = {
  mmd: "mermaid",
  mermaid: "mermaid",
  md: "markdown",
  markdown: "markdown",
  json: "json",
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
  return DIAGRAM.test(first) ? "mermaid" : "markdown";
}

/** Both Mermaid and Markdown may begin with YAML between two lines of `---`. */
function withoutFrontMatter(text: string): string {
  return text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
}
