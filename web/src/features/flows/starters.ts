/**
 * The small example that a new flow begins with: its steps and ways, which hold together. What a step says beyond its title
 * is left to be written, so that what is filled in and what is found tell how far one is.
 */
import type { FlowDocument, FlowKind, FlowNode } from "@/api/types";

const STARTERS: Record<FlowKind, () => Pick<FlowDocument, "root" | "nodes" | "connections">> = {
  troubleshooting: () => ({
    root: "start",
    nodes: [
      {
        id: "start",
        type: "decision",
        title: "Does the problem still occur?",
        options: [
          { id: "yes", label: "Yes", to: "try" },
          { id: "no", label: "No", to: "solved" },
        ],
      },
      {
        id: "try",
        type: "action",
        title: "Restart the program",
        next: "helped",
      },
      {
        id: "helped",
        type: "decision",
        title: "Did that help?",
        options: [
          { id: "yes", label: "Yes", to: "solved" },
          { id: "no", label: "No", to: "escalate" },
        ],
      },
      {
        id: "solved",
        type: "solution",
        title: "Solved",
      },
      {
        id: "escalate",
        type: "solution",
        title: "Escalate to the second line",
      },
    ],
  }),
  procedural: () => ({ nodes: checklist("Before you begin", "Do it", "Check that it worked") }),
  maintenance: () => ({ nodes: checklist("Prepare the target", "Carry out the change", "Check the target") }),
  impact: () => ({
    nodes: [
      { id: "objective", type: "objective", title: "What do we want to achieve?" },
      { id: "outcome", type: "outcome", title: "Which change would show it?" },
      { id: "opportunity", type: "opportunity", title: "Which need stands in the way?" },
      { id: "solution", type: "solution", title: "What could we try?" },
    ],
    connections: ["objective", "outcome", "opportunity"].map((from, place) => ({
      id: `link-${place + 1}`,
      from,
      to: ["outcome", "opportunity", "solution"][place] ?? "",
      type: "parent-child" as const,
    })),
  }),
};

export function starter(kind: FlowKind): FlowDocument {
  return { schema: 1, kind, ...STARTERS[kind]() };
}

function checklist(before: string, during: string, after: string): FlowNode[] {
  const step = (id: string, title: string): FlowNode => ({ id, type: "procedure_step", title });
  return [
    { id: "section-1", type: "section_header", title: before },
    step("step-1", "Tell everyone concerned"),
    { id: "section-2", type: "section_header", title: during },
    step("step-2", "First step"),
    step("step-3", "Second step"),
    { id: "section-3", type: "section_header", title: after },
    step("step-4", "Check the result"),
    { id: "end", type: "procedure_end", title: "Done" },
  ];
}
