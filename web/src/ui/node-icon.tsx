import {
  CircleCheckBig,
  CircleHelp,
  Flag,
  FlaskConical,
  Goal,
  Heading,
  Lightbulb,
  Puzzle,
  Scale,
  SquareCheckBig,
  TrendingUp,
  Workflow,
  Wrench,
  type LucideIcon,
} from "lucide-react";
import type { NodeType } from "@/api/types";
import { strings } from "@/app/strings";
import { TONES, type Tone } from "./badge";
import { cx } from "./cx";

interface Look {
  icon: LucideIcon;
  tone: Tone;
}

const LOOKS: Record<NodeType, Look> = {
  decision: { icon: CircleHelp, tone: "info" },
  action: { icon: Wrench, tone: "neutral" },
  solution: { icon: CircleCheckBig, tone: "success" },
  flow: { icon: Workflow, tone: "violet" },
  section_header: { icon: Heading, tone: "accent" },
  procedure_step: { icon: SquareCheckBig, tone: "neutral" },
  procedure_end: { icon: Flag, tone: "success" },
  objective: { icon: Goal, tone: "warning" },
  outcome: { icon: TrendingUp, tone: "info" },
  opportunity: { icon: Puzzle, tone: "violet" },
  assumption: { icon: Scale, tone: "neutral" },
  experiment: { icon: FlaskConical, tone: "accent" },
};

/** In an impact tree a solution is an idea, not an end. */
const IDEA: Look = { icon: Lightbulb, tone: "success" };

export function nodeLook(type: NodeType, isIdea = false): Look {
  return isIdea && type === "solution" ? IDEA : LOOKS[type];
}

/** The type of a node as a small coloured tile. The word is there for screen readers. */
export function NodeIcon({
  type,
  isIdea,
  className,
}: {
  type: NodeType;
  isIdea?: boolean;
  className?: string;
}) {
  const { icon: Icon, tone } = nodeLook(type, isIdea);
  return (
    <span
      className={cx(
        "inline-flex size-5.5 shrink-0 items-center justify-center rounded-md border",
        TONES[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-3.25" />
      <span className="sr-only">{strings.common.nodeTypes[type]}: </span>
    </span>
  );
}
