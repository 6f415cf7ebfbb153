/** What a step needs to know: the declared variables that it uses. */
import type { FlowDocument, FlowNode, IntakeVariable } from "@/api/types";
import { findNode } from "../links";
import { variableNames, type Values } from "../variables";
import type { RunState } from "./event";

/** Every text of the node that a run shows, and fills variables into. */
export function textsOf(node: FlowNode): string[] {
  return [
    node.title,
    node.description ?? "",
    node.help_text ?? "",
    node.expected_outcome ?? "",
    ...(node.options ?? []).map((option) => option.label),
    ...(node.checklist ?? []),
    ...(node.commands ?? []).flatMap((command) => [command.label ?? "", command.command]),
  ];
}

export function isSecret(variable: IntakeVariable): boolean {
  return variable.type === "secret";
}

/** The declared variables that the node uses, in the order of the document. */
export function usedBy(document: FlowDocument, node: FlowNode): IntakeVariable[] {
  const intake = document.intake ?? [];
  if (intake.length === 0) return [];
  const used = new Set(variableNames(...textsOf(node)));
  return intake.filter(({ name }) => used.has(name));
}

/** An optional variable that was left empty on purpose is not asked for again. */
export function isMissing(variable: IntakeVariable, values: Values): boolean {
  const value = values[variable.name];
  return value === undefined || (variable.required === true && value.trim() === "");
}

/** The variables that the current node uses and that have no value; never secrets, which stay on the device. */
export function pending(
  document: FlowDocument,
  state: Pick<RunState, "current_node_id" | "variables">,
): IntakeVariable[] {
  const node = findNode(document, state.current_node_id);
  if (!node) return [];
  return usedBy(document, node).filter(
    (variable) => !isSecret(variable) && isMissing(variable, state.variables),
  );
}

/** What is asked before a run starts: secrets are not, as they never leave the page that uses them. */
export function askedAtStart(document: FlowDocument): IntakeVariable[] {
  return (document.intake ?? []).filter((variable) => !variable.deferred && !isSecret(variable));
}

/** A value in the form in which it is stored, or null when the server would not take it. */
export function checkedValue(variable: IntakeVariable | undefined, value: string): string | null {
  const trimmed = value.trim();
  if (!variable) return value;
  if (trimmed === "") return variable.required ? null : "";
  switch (variable.type) {
    case "number":
      return Number.isFinite(Number(trimmed)) ? trimmed : null;
    case "boolean":
      if (/^(true|yes)$/i.test(trimmed)) return "true";
      return /^(false|no)$/i.test(trimmed) ? "false" : null;
    case "choice":
      return !variable.choices?.length || variable.choices.includes(value) ? value : null;
    case "secret":
      return null;
    default:
      return value;
  }
}
