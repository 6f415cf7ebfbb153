/**
 * The names by which the app calls the API's shapes. Only this file knows how the generated document names them.
 */
import type { components, operations } from "./schema";

type Schemas = components["schemas"];

export type Problem = Schemas["Problem"] & {
  /** Of `version_conflict`: the version that is stored. */
  current_version?: number;
  /** Of `sequence_conflict`: the last event that is stored. */
  current_seq?: number;
  /** Of `merge_conflict`: what both sides changed, each in its own way. */
  conflicts?: Schemas["Conflict"][];
};
export type FieldError = Schemas["FieldError"];

export type User = Schemas["User"];
export type Tenant = Schemas["Tenant"];
export type Role = Schemas["Role"];
export type Plan = Schemas["Plan"];
export type Account = Schemas["Account"];
export type UpdateAccount = Schemas["UpdateAccount"];
export type Limited = Schemas["UsedOf"];
export type Member = Schemas["Member"];
export type Invite = Schemas["Invite"];
export type CreatedInvite = Schemas["CreatedInvite"];
export type InvitePreview = Schemas["InvitePreview"];
export type Agent = Schemas["Agent"];
export type Deletion = Schemas["DeletionProgress"];
export type AuditEntry = Schemas["AuditEntry"];
export type AuditVerdict = Schemas["Verification"];
export type AuditFilters = Omit<
  NonNullable<operations["list_audit_log"]["parameters"]["query"]>,
  "limit" | "cursor"
>;
export type PlatformTenant = Schemas["PlatformTenant"];
export type InviteCode = Schemas["InviteCode"];
export type PlatformUser = Schemas["PlatformUser"];
export type Job = Schemas["Listed"];
export type Device = Schemas["Device"];
export type ApiToken = Schemas["ApiToken"];
export type NewApiToken = Schemas["CreateApiToken"];
export type ScopeInfo = Schemas["ScopeDescription"];
export type Me = Schemas["Me"];
export type Setup = Schemas["Setup"];
export type TokenPair = Schemas["TokenPair"];

export type FlowKind = Schemas["FlowKind"];
export type FlowDocument = Schemas["FlowDocument"];
export type FlowNode = Schemas["Node"];
export type NodeType = Schemas["NodeType"];
export type AnswerOption = Schemas["AnswerOption"];
export type Command = Schemas["Command"];
export type Connection = Schemas["Connection"];
export type Point = Pick<Schemas["Point"], "x" | "y">;
export type IntakeVariable = Schemas["IntakeVariable"];
export type ExportPreview = Schemas["ExportPreview"];
export type Finding = Schemas["Finding"];
export type Completion = Schemas["Completion"];
export type CompletionStatus = Schemas["CompletionStatus"];
export type Conflict = Schemas["Conflict"];
export type Resolution = Schemas["Resolution"];
export type SyncChange = Schemas["SyncChange"];

export type Tree = Schemas["Tree"];
export type TreeSummary = Schemas["TreeSummary"];
export type TreeStatus = Schemas["Status"];
export type Visibility = Schemas["Visibility"];
export type SearchHit = Schemas["SearchHit"];
export type Snippet = Schemas["Segment"];
export type Version = Schemas["TreeVersion"];
export type Diff = Schemas["Diff"];
export type FieldChange = Schemas["FieldChange"];
export type NodeMove = Schemas["Move"];
export type TreeDiff = Schemas["TreeDiff"];
export type PublishPreview = Schemas["PublishPreview"];
export type Fork = Schemas["Fork"];
export type Parent = Schemas["Parent"];
export type ParentUpdates = Schemas["ParentUpdates"];
export type ForkedCategory = Schemas["ForkedCategory"];
export type Proposal = Schemas["Proposal"];
export type ProposalDetail = Schemas["ProposalDetail"];
export type ProposalStatus = Schemas["ProposalStatus"];
export type Loss = Schemas["Loss"];
export type ImportPreview = Schemas["ImportPreview"];
export type ImportedTree = Schemas["ImportedTree"];

export type Person = Schemas["Person"];
export type Session = Schemas["Session"];
export type PathEntry = Schemas["PathEntry"];
export type StepResult = Schemas["StepResult"];
export type CustomStep = Schemas["CustomStep"];
export type SessionNote = Schemas["SessionNote"];
export type SessionSummary = Schemas["SessionSummary"];
export type SessionStatus = Schemas["SessionStatus"];
export type SessionEvent = Schemas["SessionEvent"];
export type RecordEvent = Schemas["RecordEvent"];
export type CompleteSession = Schemas["CompleteSession"];
export type UpdateSession = Schemas["UpdateSession"];
export type Outcome = Schemas["Outcome"];
export type ExportFormat = Schemas["ExportFormat"];
export type Exported = Schemas["ExportedSession"];
