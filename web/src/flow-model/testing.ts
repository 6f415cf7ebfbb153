/** Short ways to write flows in tests. */
import type { FlowDocument, FlowNode } from "@/api/types";

/** A decision whose options are written `label: target`, with their label as id. */
export function decision(
  id: string,
  options: Record<string, string | undefined>,
  more: Partial<FlowNode> = {},
): FlowNode {
  const answers = Object.entries(options).map(([label, to]) =>
    to ? { id: label, label, to } : { id: label, label },
  );
  return { id, type: "decision", title: `${id}?`, options: answers, ...more };
}

export function action(id: string, next?: string, more: Partial<FlowNode> = {}): FlowNode {
  return { id, type: "action", title: id, ...(next ? { next } : {}), ...more };
}

export function solution(id: string, more: Partial<FlowNode> = {}): FlowNode {
  return { id, type: "solution", title: id, ...more };
}

export function step(id: string, more: Partial<FlowNode> = {}): FlowNode {
  return { id, type: "procedure_step", title: id, ...more };
}

export function section(id: string, level?: number): FlowNode {
  return { id, type: "section_header", title: id, ...(level ? { level } : {}) };
}

/** A troubleshooting flow that starts at the first node. */
export function flow(...nodes: FlowNode[]): FlowDocument {
  return { schema: 1, kind: "troubleshooting", root: nodes[0]?.id, nodes };
}

export function procedure(...nodes: FlowNode[]): FlowDocument {
  return { schema: 1, kind: "procedural", nodes };
}

/** An impact tree whose links are written `parent>child`. */
export function impact(nodes: readonly FlowNode[], ...links: string[]): FlowDocument {
  const connections = links.map((link) => {
    const [from = "", to = ""] = link.split(">");
    return { id: link, from, to, type: "parent-child" as const };
  });
  return { schema: 1, kind: "impact", nodes: [...nodes], connections };
}
