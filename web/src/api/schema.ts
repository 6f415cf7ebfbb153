/**
 * The shapes of the HTTP API. Written by hand until the server's OpenAPI document exists; then `npm run api` makes this
 * file.
 */
export interface paths {
  "/api/v1/setup": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Setup"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/auth/register": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: { "application/json": { email: string; password: string; name: string; client?: "web" } };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Registered"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/auth/login/json": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { email: string; password: string; client?: "web" } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["TokenPair"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/auth/refresh": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: { content: { "application/json": { refresh_token?: string } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["TokenPair"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/auth/logout": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: { content: { "application/json": { refresh_token?: string } } };
      responses: {
        204: { headers: { [name: string]: unknown }; content?: never };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/auth/me": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Me"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          type?: components["schemas"]["FlowKind"];
          status?: components["schemas"]["TreeStatus"];
          category?: string;
          tag?: string;
          author?: string;
          visibility?: components["schemas"]["Visibility"];
          mine?: boolean;
          default?: boolean;
          q?: string;
          deleted?: boolean;
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
          content: { "application/json": components["schemas"]["TreePage"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": components["schemas"]["CreateTree"] } };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Tree"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/search": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query: { q: string; limit?: number; cursor?: string };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["SearchPage"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/categories": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { items: components["schemas"]["Category"][] } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/tags": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { items: components["schemas"]["Tag"][] } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/validate": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: {
          "application/json": {
            tree_type?: components["schemas"]["FlowKind"];
            tree_structure: components["schemas"]["FlowDocument"];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              findings: components["schemas"]["Finding"][];
              completion: components["schemas"]["Completion"];
            };
          };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/import": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: {
        query: {
          format: "mermaid" | "markdown" | "json";
          dry_run?: boolean;
          name?: string;
          tree_type?: components["schemas"]["FlowKind"];
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: { "text/plain": string } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ImportPreview"] };
        };
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["ImportedTree"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/{id}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { shape?: "canonical" | "nested" | "steps" | "graph"; version?: number };
        header?: never;
        path: { id: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Tree"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put: {
      parameters: { query?: never; header?: { "If-Match"?: string }; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": components["schemas"]["UpdateTree"] } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Tree"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    delete: {
      parameters: { query?: { hard?: boolean }; header?: never; path: { id: string }; cookie?: never };
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
  "/api/v1/trees/{id}/undelete": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Tree"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/{id}/publish": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Tree"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/{id}/archive": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Tree"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/{id}/restore": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": { version_number: number } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Tree"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/{id}/validation": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": { findings: components["schemas"]["Finding"][] } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/{id}/versions": {
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
          content: { "application/json": components["schemas"]["VersionPage"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/trees/{id}/versions/{n}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string; n: number }; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["VersionDetail"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
  "/api/v1/sessions": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          tree?: string;
          status?: components["schemas"]["SessionStatus"];
          outcome?: components["schemas"]["Outcome"];
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
          content: { "application/json": components["schemas"]["SessionPage"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": components["schemas"]["StartSession"] } };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Session"] };
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
          content: { "application/json": components["schemas"]["Session"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    put: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": components["schemas"]["UpdateSession"] } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Session"] };
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
          content: { "application/json": components["schemas"]["EventPage"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": components["schemas"]["RecordEvent"] } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Session"] };
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
          content: { "application/json": components["schemas"]["Session"] };
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
      requestBody: { content: { "application/json": components["schemas"]["CompleteSession"] } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Session"] };
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
          content: { "application/json": components["schemas"]["Session"] };
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
      requestBody: { content: { "application/json": { format: components["schemas"]["ExportFormat"] } } };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "application/json": components["schemas"]["Exported"] };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": components["schemas"]["Problem"] };
        };
      };
    };
  };
}

export interface components {
  schemas: {
    FieldError: { pointer: string; message: string; code?: string | null; node_id?: string | null };
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      code: string;
      request_id: string;
      errors?: components["schemas"]["FieldError"][];
      current_version?: number;
      current_seq?: number;
    };
    User: { id: string; email: string; name: string; email_verified: boolean; created_at: string };
    Tenant: {
      id: string;
      name: string;
      slug: string;
      type: "self" | "organization";
      plan: string;
      role?: components["schemas"]["Role"];
    };
    Role: "viewer" | "engineer" | "manager" | "admin";
    TokenPair: { access_token: string; refresh_token?: string; token_type: string; expires_in: number };
    Registered: {
      user: components["schemas"]["User"];
      tenant: components["schemas"]["Tenant"];
      access_token: string;
      refresh_token?: string;
      token_type: string;
      expires_in: number;
    };
    Membership: { tenant: components["schemas"]["Tenant"]; role: components["schemas"]["Role"] };
    Me: {
      user: components["schemas"]["User"];
      tenant: components["schemas"]["Tenant"];
      role: components["schemas"]["Role"];
      memberships: components["schemas"]["Membership"][];
      permissions: string[];
    };
    Setup: { first_run: boolean; version: string };

    FlowKind: "troubleshooting" | "procedural" | "maintenance" | "impact";
    NodeType:
      | "decision"
      | "action"
      | "solution"
      | "flow"
      | "section_header"
      | "procedure_step"
      | "procedure_end"
      | "objective"
      | "outcome"
      | "opportunity"
      | "assumption"
      | "experiment";
    AnswerOption: { id: string; label: string; to?: string | null };
    Command: { label?: string; command: string; command_type?: string };
    Node: {
      id: string;
      type: components["schemas"]["NodeType"];
      title: string;
      description?: string;
      options?: components["schemas"]["AnswerOption"][];
      next?: string | null;
      tree_id?: string | null;
      help_text?: string;
      expected_outcome?: string;
      commands?: components["schemas"]["Command"][];
      checklist?: string[];
      est_minutes?: number | null;
      risk?: "low" | "medium" | "high" | null;
      library_visibility?: "team" | "public" | null;
      template_data?: { [key: string]: unknown };
      attachments?: unknown[];
      links?: unknown[];
    };
    Connection: {
      id: string;
      from: string;
      to: string;
      type?: "parent-child" | "dependency" | "reference";
      label?: string;
    };
    IntakeVariable: {
      name: string;
      label?: string;
      type?: "text" | "number" | "choice" | "boolean" | "secret";
      required?: boolean;
      deferred?: boolean;
      choices?: string[];
    };
    Canvas: {
      zoom?: number | null;
      pan?: { x: number; y: number } | null;
      positions?: { [node: string]: { x: number; y: number } };
    };
    FlowDocument: {
      schema: number;
      kind: components["schemas"]["FlowKind"];
      root?: string | null;
      nodes: components["schemas"]["Node"][];
      connections?: components["schemas"]["Connection"][];
      intake?: components["schemas"]["IntakeVariable"][];
      canvas?: components["schemas"]["Canvas"] | null;
    };
    Finding: { severity: "error" | "warning"; code: string; node_id?: string | null; message: string };
    NodeCompletion: {
      node_id: string;
      status: "empty" | "partial" | "complete";
      filled: number;
      total: number;
    };
    SectionCompletion: { id: string; title: string; completion_rate: number };
    Completion: {
      completion_rate: number;
      nodes: components["schemas"]["NodeCompletion"][];
      sections: components["schemas"]["SectionCompletion"][];
    };

    TreeStatus: "draft" | "published" | "archived";
    Visibility: "private" | "team" | "public";
    Person: { id: string; name: string };
    TreePermissions: { edit: boolean; publish: boolean; delete: boolean; hard_delete: boolean };
    TreeSummary: {
      id: string;
      name: string;
      description: string;
      tree_type: components["schemas"]["FlowKind"];
      status: components["schemas"]["TreeStatus"];
      visibility: components["schemas"]["Visibility"];
      is_public: boolean;
      category?: string | null;
      tags: string[];
      author: components["schemas"]["Person"];
      is_default: boolean;
      is_active: boolean;
      version: number;
      published_version?: number | null;
      usage_count: number;
      completion_rate: number;
      node_count: number;
      error_count: number;
      review_due_at?: string | null;
      created_at: string;
      updated_at: string;
      permissions: components["schemas"]["TreePermissions"];
    };
    Tree: {
      id: string;
      name: string;
      description: string;
      tree_type: components["schemas"]["FlowKind"];
      status: components["schemas"]["TreeStatus"];
      visibility: components["schemas"]["Visibility"];
      is_public: boolean;
      category?: string | null;
      tags: string[];
      author: components["schemas"]["Person"];
      is_default: boolean;
      is_active: boolean;
      version: number;
      published_version?: number | null;
      usage_count: number;
      completion: components["schemas"]["Completion"];
      review_due_at?: string | null;
      created_at: string;
      updated_at: string;
      permissions: components["schemas"]["TreePermissions"];
      tree_structure: components["schemas"]["FlowDocument"];
      findings: components["schemas"]["Finding"][];
    };
    TreePage: { items: components["schemas"]["TreeSummary"][]; next_cursor?: string | null };
    CreateTree: {
      name: string;
      tree_type: components["schemas"]["FlowKind"];
      tree_structure: components["schemas"]["FlowDocument"];
      description?: string;
      category?: string | null;
      tags?: string[];
      visibility?: components["schemas"]["Visibility"];
    };
    UpdateTree: {
      name?: string;
      description?: string;
      category?: string | null;
      tags?: string[];
      visibility?: components["schemas"]["Visibility"];
      review_due_at?: string | null;
      tree_structure?: components["schemas"]["FlowDocument"];
      change_description?: string;
      base_version?: number;
    };
    Snippet: { text: string; hit: boolean };
    SearchHit: {
      tree: components["schemas"]["TreeSummary"];
      snippet: components["schemas"]["Snippet"][];
      node_id?: string | null;
      score: number;
    };
    SearchPage: { items: components["schemas"]["SearchHit"][]; next_cursor?: string | null };
    Category: { name: string; count: number };
    Tag: { name: string; usage_count: number };
    Loss: { where: string; what: string };
    ImportPreview: {
      name: string;
      tree_type: components["schemas"]["FlowKind"];
      tree_structure: components["schemas"]["FlowDocument"];
      findings: components["schemas"]["Finding"][];
      completion: components["schemas"]["Completion"];
      losses: components["schemas"]["Loss"][];
    };
    ImportedTree: components["schemas"]["Tree"] & { losses: components["schemas"]["Loss"][] };
    Version: {
      version_number: number;
      change_description?: string | null;
      author: components["schemas"]["Person"];
      created_at: string;
      is_published: boolean;
      node_count: number;
    };
    VersionPage: { items: components["schemas"]["Version"][]; next_cursor?: string | null };
    VersionDetail: components["schemas"]["Version"] & {
      tree_structure: components["schemas"]["FlowDocument"];
    };

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
      result?: components["schemas"]["StepResult"] | null;
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
    SessionNote: {
      text: string;
      node_id?: string | null;
      at: string;
      actor: components["schemas"]["Person"];
    };
    SessionPermissions: { record: boolean; reopen: boolean; delete: boolean };
    Session: {
      id: string;
      tree: components["schemas"]["TreeRef"];
      tree_id: string;
      tree_version: number;
      status: components["schemas"]["SessionStatus"];
      user: components["schemas"]["Person"];
      current_node_id?: string | null;
      seq: number;
      path: components["schemas"]["PathEntry"][];
      variables: { [name: string]: string };
      pending_variables: string[];
      custom_steps: components["schemas"]["CustomStep"][];
      notes: components["schemas"]["SessionNote"][];
      ticket_number?: string | null;
      client_name?: string | null;
      outcome?: components["schemas"]["Outcome"] | null;
      outcome_notes?: string | null;
      next_steps?: string | null;
      started_at: string;
      completed_at?: string | null;
      paused: boolean;
      active_seconds: number;
      progress?: components["schemas"]["Progress"] | null;
      permissions: components["schemas"]["SessionPermissions"];
      flow?: components["schemas"]["FlowDocument"] | null;
    };
    SessionSummary: {
      id: string;
      tree: components["schemas"]["TreeRef"];
      tree_version: number;
      status: components["schemas"]["SessionStatus"];
      user: components["schemas"]["Person"];
      ticket_number?: string | null;
      client_name?: string | null;
      outcome?: components["schemas"]["Outcome"] | null;
      started_at: string;
      completed_at?: string | null;
      active_seconds: number;
      current_title?: string | null;
      steps_taken: number;
      progress?: components["schemas"]["Progress"] | null;
    };
    SessionPage: { items: components["schemas"]["SessionSummary"][]; next_cursor?: string | null };
    StartSession: {
      tree_id: string;
      version?: number;
      variables?: { [name: string]: string };
      ticket_number?: string;
      client_name?: string;
    };
    RecordEvent: { expected_seq?: number; seconds?: number } & (
      | { type: "answered"; node_id: string; option_id: string; note?: string }
      | {
          type: "completed_step";
          node_id: string;
          result: components["schemas"]["StepResult"];
          note?: string;
        }
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
      outcome: components["schemas"]["Outcome"];
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
      actor: components["schemas"]["Person"];
      seconds: number;
      data: { [key: string]: unknown };
    };
    EventPage: { items: components["schemas"]["SessionEvent"][]; next_cursor?: string | null };
    ExportFormat: "markdown" | "text" | "html" | "json" | "ticket";
    Exported: {
      format: components["schemas"]["ExportFormat"];
      content: string;
      filename: string;
      content_type: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}

export type webhooks = Record<string, never>;
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
