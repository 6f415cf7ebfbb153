import type {
  FlowDocument,
  FlowKind,
  NodeType,
  Outcome,
  SessionStatus,
  TreeStatus,
  Visibility,
} from "@/api/types";
import { countSteps } from "@/flow-model/kinds";

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const steps = (n: number) => count(n, "step", "steps");
const parts = (n: number) => count(n, "part", "parts");

export const common = {
  product: "Branchbook",
  tagline: "Runbooks that branch.",
  close: "Close",
  cancel: "Cancel",
  dismiss: "Dismiss",
  retry: "Try again",
  save: "Save",
  open: "Open",
  run: "Run",
  back: "Back",
  more: "More",
  loadMore: "Load more",
  loading: "Loading…",
  clear: "Clear",
  showPassword: "Show password",
  notifications: "Notifications",
  optional: "optional",
  none: "None",
  you: "you",
  copied: "Copied",
  /** Of a command that was copied before its variables had values. */
  notFilled: (labels: readonly string[]) => `Not filled in yet: ${labels.join(", ")}`,
  copy: "Copy",
  copyRefused: "The browser did not allow copying",
  command: "Command",

  kinds: {
    troubleshooting: "Troubleshooting",
    procedural: "Procedure",
    maintenance: "Maintenance",
    impact: "Impact tree",
  } satisfies Record<FlowKind, string>,
  nodeTypes: {
    decision: "Decision",
    action: "Action",
    solution: "Solution",
    flow: "Sub-flow",
    section_header: "Section",
    procedure_step: "Step",
    procedure_end: "End",
    objective: "Objective",
    outcome: "Outcome",
    opportunity: "Opportunity",
    assumption: "Assumption",
    experiment: "Experiment",
  } satisfies Record<NodeType, string>,
  treeStatus: {
    draft: "Draft",
    published: "Published",
    archived: "Archived",
  } satisfies Record<TreeStatus, string>,
  visibility: {
    private: "Only me",
    team: "Team",
    public: "Everyone",
  } satisfies Record<Visibility, string>,
  sessionStatus: {
    prepared: "Prepared",
    in_progress: "In progress",
    completed: "Completed",
    abandoned: "Abandoned",
  } satisfies Record<SessionStatus, string>,
  outcomes: {
    resolved: "Resolved",
    escalated: "Escalated",
    workaround: "Workaround",
    unresolved: "Unresolved",
    cancelled: "Cancelled",
  } satisfies Record<Outcome, string>,

  count,
  steps,
  /** How many steps a flow has; of an impact tree, where nothing is done, how many parts. */
  size: ({ kind, nodes }: Pick<FlowDocument, "kind" | "nodes">) =>
    kind === "impact" ? parts(nodes.length) : steps(countSteps(nodes)),
  /** How large a flow of this kind is by its nodes alone. Where not each of them is a step, they are called parts. */
  nodes: (kind: FlowKind, n: number) => (kind === "troubleshooting" ? steps(n) : parts(n)),
  noSteps: "No steps",
  runs: (n: number) => count(n, "run", "runs"),
  errors: (n: number) => count(n, "error", "errors"),
  warnings: (n: number) => count(n, "warning", "warnings"),
};
