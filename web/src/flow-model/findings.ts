/** What a finding is about, and the edits that mend it where there is one obvious. */
import type { Finding, FlowDocument, FlowNode } from "@/api/types";
import { setDocument, update, type Change } from "./change";
import {
  addLoose,
  changeType,
  connect,
  newNode,
  newOption,
  newVariable,
  removeNode,
  unrelate,
} from "./edits";
import { hasNext, likelyType } from "./kinds";
import { findNode, linksOf, nodesById, sourcesOf } from "./links";
import { relationsOf } from "./related";
import { variableNames } from "./variables";

/** The part of the form where a finding is mended. */
export type FindingField =
  | "title"
  | "description"
  | "expected_outcome"
  | "options"
  | "next"
  | "tree_id"
  | "parent"
  | "related"
  | "intake"
  | "root";

/** Where a finding of this code is mended, on a node of this type. */
export function fieldOf({ code }: Finding, node: FlowNode | undefined): FindingField {
  switch (code) {
    case "missing_root":
    case "no_reachable_solution":
      return "root";
    case "missing_description":
    case "very_long_node":
      return "description";
    case "no_expected_outcome":
      return "expected_outcome";
    case "decision_needs_two_options":
    case "duplicate_option_label":
    case "empty_option_label":
      return "options";
    case "dead_end":
    case "dangling_target":
      if (node?.type === "decision") return "options";
      // Where nothing comes next only what the step refers to can be missing.
      if (code === "dangling_target" && node && !hasNext(node.type)) return "related";
      return code === "dangling_target" && node?.type === "flow" && node.next ? "tree_id" : "next";
    case "flow_calls_itself":
      return "tree_id";
    case "undeclared_variable":
      return "intake";
    case "unlinked_impact_node":
      return "parent";
    default:
      return "title";
  }
}

/** An edit that mends a finding. */
export type Fix = { changes: Change[] } & (
  | { kind: "make_solution" | "make_action" | "add_option" | "remove_node" | "add_first" }
  /** `name`: the title of the node. */
  | { kind: "start_here"; name: string }
  /** `name`: the label of the link that led nowhere. */
  | { kind: "clear_link"; name: string }
  /** `name`: the variable. */
  | { kind: "ask_for"; name: string }
);

/** What mends the finding at one click, the likeliest first. What needs a choice is not among them. */
export function fixesOf(finding: Finding, document: FlowDocument): Fix[] {
  const node = findNode(document, finding.node_id);
  switch (finding.code) {
    case "missing_root":
      return startFixes(document);
    case "decision_needs_two_options":
      return node ? tooFewOptions(document, node) : [];
    case "dead_end":
      return node && node.type === "action" && !node.next
        ? [{ kind: "make_solution", changes: changeType(document, node.id, "solution") }]
        : [];
    case "dangling_target":
      return node ? danglingFixes(document, node) : [];
    case "unreachable_node":
      return node ? [{ kind: "remove_node", changes: removeNode(document, node.id) }] : [];
    case "undeclared_variable":
      return askForIt(finding, document, node);
    default:
      return [];
  }
}

function startFixes(document: FlowDocument): Fix[] {
  if (document.nodes.length === 0) return [{ kind: "add_first", changes: firstNode(document) }];
  const sources = sourcesOf(document);
  const first = document.nodes.find(({ id }) => !sources.has(id)) ?? document.nodes[0];
  return first ? [{ kind: "start_here", name: first.title, changes: [setDocument("root", first.id)] }] : [];
}

function firstNode(document: FlowDocument): Change[] {
  return addLoose(document, newNode(likelyType(document.kind))).changes;
}

function tooFewOptions(document: FlowDocument, node: FlowNode): Fix[] {
  const options = node.options ?? [];
  const missing = options.length === 0 ? [newOption("Yes"), newOption("No")] : [newOption()];
  return [
    { kind: "add_option", changes: [update(node.id, "options", [...options, ...missing])] },
    options.some(({ to }) => to)
      ? { kind: "make_action", changes: changeType(document, node.id, "action") }
      : { kind: "make_solution", changes: changeType(document, node.id, "solution") },
  ];
}

function danglingFixes(document: FlowDocument, node: FlowNode): Fix[] {
  const known = nodesById(document);
  const fixes: Fix[] = [];
  for (const { to, option } of linksOf(document).get(node.id) ?? []) {
    if (to === undefined || known.has(to)) continue;
    const changes = connect(document, { from: node.id, option: option?.id }, undefined);
    fixes.push({ kind: "clear_link", name: option?.label ?? "", changes });
  }
  for (const { id, label, node: target } of relationsOf(document).get(node.id) ?? []) {
    if (!target) fixes.push({ kind: "clear_link", name: label, changes: unrelate(document, id) });
  }
  return fixes;
}

/** There is a finding for each variable of a node, and its message names it first. */
function askForIt({ message }: Finding, document: FlowDocument, node: FlowNode | undefined): Fix[] {
  const missing = undeclared(document, node);
  const name = variableNames(message)[0];
  const names = name !== undefined && missing.includes(name) ? [name] : missing;
  return names.map((name) => ({
    kind: "ask_for",
    name,
    changes: [setDocument("intake", [...(document.intake ?? []), newVariable(name)])],
  }));
}

/** The variables that a node (or without one, any node) uses and the flow does not ask for. */
export function undeclared(document: FlowDocument, node?: FlowNode): string[] {
  const asked = new Set((document.intake ?? []).map(({ name }) => name));
  return variableNames(...(node ? [node] : document.nodes).flatMap(textsOf)).filter(
    (name) => !asked.has(name),
  );
}

/** Every text of a node that a run shows. */
export function textsOf(node: FlowNode): (string | null | undefined)[] {
  return [
    node.title,
    node.description,
    node.help_text,
    node.expected_outcome,
    ...(node.options ?? []).map(({ label }) => label),
    ...(node.checklist ?? []),
    ...(node.commands ?? []).flatMap(({ label, command }) => [label, command]),
  ];
}
