/** The part of the API that api/openapi.json does not describe yet: sessions. */
import type { components } from "./schema";

export interface SessionPaths {
  "/api/v1/sessions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          tree?: string;
          status?: SessionSchemas["SessionStatus"];
          outcome?: SessionSchemas["Outcome"];
          user?: string;
          ticket?: string;
          from?: string;
          to?: string;
          q?: string;
          sort?: string;
          limit?: number;
          cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["SessionPage"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": SessionSchemas["StartSession"] } };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/sessions/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: { include?: "flow" }; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": SessionSchemas["UpdateSession"] } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: { [name: string]: unknown }; content?: never };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/sessions/{id}/events": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { limit?: number; cursor?: string };
        header?: never;
        path: { id: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["EventPage"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": SessionSchemas["RecordEvent"] } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/sessions/{id}/custom-steps": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            type: "decision" | "action" | "solution";
            content: string;
            notes?: string;
            inserted_after_node_id?: string;
            expected_seq?: number;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/sessions/{id}/complete": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": SessionSchemas["CompleteSession"] } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/sessions/{id}/reopen": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/sessions/{id}/export": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": { format: SessionSchemas["ExportFormat"] } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": SessionSchemas["Exported"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
}

/** The shapes of sessions. */
export interface SessionSchemas {
  SessionStatus: "prepared" | "in_progress" | "completed" | "abandoned";
  Outcome: "resolved" | "escalated" | "workaround" | "unresolved" | "cancelled";
  StepResult: "done" | "skipped" | "failed";
  TreeRef: { id: string; name: string; tree_type: components["schemas"]["FlowKind"]; is_default: boolean };
  Progress: { done: number; total: number };
  PathEntry: {
    node_id: string;
    title: string;
    node_type: components["schemas"]["NodeType"];
    option_id?: string | null;
    option_label?: string | null;
    result?: SessionSchemas["StepResult"] | null;
    note?: string | null;
    entered_at: string;
    left_at?: string | null;
    seconds: number;
  };
  CustomStep: {
    id: string;
    type: "decision" | "action" | "solution";
    title?: string | null;
    content: string;
    notes?: string | null;
    source: string;
    inserted_after_node_id?: string | null;
    inserted_at?: string | null;
    done: boolean;
  };
  SessionNote: { text: string; node_id?: string | null; at: string; actor: components["schemas"]["Author"] };
  SessionPermissions: { record: boolean; reopen: boolean; delete: boolean };
  Session: {
    id: string;
    tree: SessionSchemas["TreeRef"];
    tree_id: string;
    tree_version: number;
    status: SessionSchemas["SessionStatus"];
    user: components["schemas"]["Author"];
    current_node_id?: string | null;
    seq: number;
    path: SessionSchemas["PathEntry"][];
    variables: { [name: string]: string };
    pending_variables: string[];
    custom_steps: SessionSchemas["CustomStep"][];
    notes: SessionSchemas["SessionNote"][];
    ticket_number?: string | null;
    client_name?: string | null;
    outcome?: SessionSchemas["Outcome"] | null;
    outcome_notes?: string | null;
    next_steps?: string | null;
    started_at: string;
    completed_at?: string | null;
    paused: boolean;
    active_seconds: number;
    progress?: SessionSchemas["Progress"] | null;
    permissions: SessionSchemas["SessionPermissions"];
    flow?: components["schemas"]["FlowDocument"] | null;
  };
  SessionSummary: {
    id: string;
    tree: SessionSchemas["TreeRef"];
    tree_version: number;
    status: SessionSchemas["SessionStatus"];
    user: components["schemas"]["Author"];
    ticket_number?: string | null;
    client_name?: string | null;
    outcome?: SessionSchemas["Outcome"] | null;
    started_at: string;
    completed_at?: string | null;
    active_seconds: number;
    current_title?: string | null;
    steps_taken: number;
    progress?: SessionSchemas["Progress"] | null;
  };
  SessionPage: { items: SessionSchemas["SessionSummary"][]; next_cursor?: string | null };
  StartSession: {
    tree_id: string;
    version?: number;
    variables?: { [name: string]: string };
    ticket_number?: string;
    client_name?: string;
  };
  RecordEvent: { expected_seq?: number; seconds?: number } & (
    | { type: "answered"; node_id: string; option_id: string; note?: string }
    | { type: "completed_step"; node_id: string; result: SessionSchemas["StepResult"]; note?: string }
    | { type: "went_back"; to_node_id?: string }
    | { type: "jumped"; node_id: string }
    | { type: "noted"; note: string; node_id?: string }
    | { type: "variable_set"; name: string; value: string }
    | {
        type: "custom_step_inserted";
        step: { type: "decision" | "action" | "solution"; content: string; notes?: string };
        inserted_after_node_id?: string;
      }
    | { type: "custom_step_done"; custom_step_id: string; note?: string }
    | { type: "paused" }
    | { type: "resumed" }
    | { type: "handed_over"; to_user_id: string }
  );
  CompleteSession: {
    outcome: SessionSchemas["Outcome"];
    outcome_notes?: string;
    next_steps?: string;
    expected_seq?: number;
  };
  UpdateSession: {
    ticket_number?: string | null;
    client_name?: string | null;
    variables?: { [name: string]: string };
  };
  SessionEvent: {
    seq: number;
    type: string;
    at: string;
    actor: components["schemas"]["Author"];
    seconds: number;
    data: { [key: string]: unknown };
  };
  EventPage: { items: SessionSchemas["SessionEvent"][]; next_cursor?: string | null };
  ExportFormat: "markdown" | "text" | "html" | "json" | "ticket";
  Exported: {
    format: SessionSchemas["ExportFormat"];
    content: string;
    filename: string;
    content_type: string;
  };
}
