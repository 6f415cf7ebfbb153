/** What is asked of the person who runs a flow. */
import type { IntakeVariable } from "@/api/types";

/** Asked when a step first needs it: a run begins without a form. */
export function newVariable(name: string): IntakeVariable {
  return { name, label: "", type: "text", required: false, deferred: true };
}
