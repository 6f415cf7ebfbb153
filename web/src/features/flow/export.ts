/** A flow as a JSON file, which the import takes back. */
import type { Tree } from "@/api/types";

export function asJson(flow: Tree): string {
  const { name, description, tree_type, category, tags, tree_structure } = flow;
  return `${JSON.stringify({ name, description, tree_type, category, tags, tree_structure }, null, 2)}\n`;
}

/** "VPN won't connect" → "vpn-wont-connect.json" */
export function fileName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return `${(words ?? ["flow"]).join("-").slice(0, 80)}.json`;
}

export function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
