/**
 * Endpoints that the pages call and the API's document does not have yet. What lands is deleted here; the generated types
 * take its place.
 */
import type { components } from "./schema";

type Schemas = components["schemas"];
type Role = Schemas["Role"];
type Plan = Schemas["Plan"];

interface Json<Body> {
  content: { "application/json": Body };
}
interface Answer<Status extends number, Body> {
  responses: { [S in Status]: { headers: Record<string, unknown> } & Json<Body> };
}
interface Call<Params, Status extends number, Answered> extends Answer<Status, Answered> {
  parameters: Params & { [K in Exclude<"query" | "header" | "path" | "cookie", keyof Params>]?: never };
  requestBody?: never;
}
interface Send<Params, Body, Status extends number, Answered> extends Answer<Status, Answered> {
  parameters: Params & { [K in Exclude<"query" | "header" | "path" | "cookie", keyof Params>]?: never };
  requestBody: Json<Body>;
}
// oxlint-disable-next-line typescript/no-empty-object-type
type None = {};
type ById = { path: { id: string } };
type Items<Item> = { items: Item[] };
type PageOf<Item> = { items: Item[]; next_cursor?: string | null };

export interface Member {
  user: { id: string; name: string; email: string };
  role: Role;
  joined_at: string;
  last_seen_at?: string | null;
  is_agent: boolean;
}
export interface Invite {
  id: string;
  email?: string | null;
  role: Role;
  max_uses: number;
  uses: number;
  expires_at: string;
  created_by: { id: string; name: string };
}
export interface CreatedInvite extends Invite {
  code: string;
  url: string;
}
export interface InvitePreview {
  tenant: { name: string };
  role: Role;
  invited_by: { name: string };
  email_hint?: string | null;
  expires_at: string;
}
export interface Agent {
  id: string;
  name: string;
  role: Role;
  created_at: string;
  last_used_at?: string | null;
}
export interface Deletion {
  status: "queued" | "running" | "done" | "failed";
  done: number;
  total: number | null;
}
export interface PlatformTenant extends Account {
  is_active: boolean;
  usage: AccountUsage;
}
export interface InviteCode {
  id: string;
  label: string;
  max_uses: number;
  uses: number;
  expires_at?: string | null;
  created_at: string;
}
export interface Job {
  id: string;
  kind: string;
  state: "queued" | "running" | "done" | "failed";
  attempts: number;
  done: number;
  total: number | null;
  run_at: string;
  created_at: string;
  finished_at?: string | null;
  error?: string | null;
}

type Account = Schemas["Account"];
type AccountUsage = Schemas["Usage"];
type ApiToken = Schemas["ApiToken"];
type NewApiToken = Schemas["CreateApiToken"];

export type Me = Omit<Schemas["Me"], "user"> & { user: Schemas["User"] & { is_operator?: boolean } };
export type Setup = Schemas["Setup"] & {
  registration: "open" | "confirmed" | "invite";
  mail: "smtp" | "files";
};
type Person = { email: string; password: string; name: string };

export interface ComingPaths {
  "/api/v1/auth/me": { get: Call<None, 200, Me> };
  "/api/v1/setup": { get: Call<None, 200, Setup> };
  "/api/v1/auth/register": {
    post: Send<None, Person & { client?: "web"; invite_code?: string }, 201, Schemas["Registered"]> &
      Answer<202, { status: string }>;
  };
  "/api/v1/auth/password/forgot": { post: Send<None, { email: string }, 202, { status: string }> };
  "/api/v1/auth/password/reset": { post: Send<None, { token: string; password: string }, 204, never> };
  "/api/v1/auth/password/change": {
    post: Send<None, { current_password: string; new_password: string }, 204, never>;
  };
  "/api/v1/auth/email/verify": { post: Send<None, { token: string }, 200, { email: string }> };
  "/api/v1/auth/email/resend": { post: Send<None, { email?: string }, 202, { status: string }> };
  "/api/v1/account": {
    delete: Send<None, { name: string }, 202, { id: string }>;
  };
  "/api/v1/account/members": {
    get: Call<{ query?: { limit?: number; cursor?: string; q?: string } }, 200, PageOf<Member>>;
  };
  "/api/v1/account/members/{user_id}": {
    patch: Send<{ path: { user_id: string } }, { role: Role }, 200, Member>;
    delete: Call<{ path: { user_id: string } }, 204, never>;
  };
  "/api/v1/account/invites": {
    get: Call<None, 200, Items<Invite>>;
    post: Send<None, { email?: string; role: Role; max_uses?: number }, 201, CreatedInvite>;
  };
  "/api/v1/account/invites/{id}": { delete: Call<ById, 204, never> };
  "/api/v1/invites/{code}": { get: Call<{ path: { code: string } }, 200, InvitePreview> };
  "/api/v1/invites/{code}/accept": {
    post: Call<{ path: { code: string } }, 200, { tenant: Schemas["Tenant"]; role: Role }>;
  };
  "/api/v1/account/agents": {
    get: Call<None, 200, Items<Agent>>;
    post: Send<None, { name: string; role: Role }, 201, Agent>;
  };
  "/api/v1/account/agents/{id}": {
    patch: Send<ById, { name?: string; role?: Role }, 200, Agent>;
    delete: Call<ById, 204, never>;
  };
  "/api/v1/account/agents/{id}/tokens": {
    get: Call<ById, 200, Items<ApiToken>>;
    post: Send<ById, NewApiToken, 201, ApiToken & { token: string }>;
  };
  "/api/v1/account/agents/{id}/tokens/{token_id}": {
    delete: Call<{ path: { id: string; token_id: string } }, 204, never>;
  };
  "/api/v1/deletions/{id}": { get: Call<ById, 200, Deletion> };
  "/api/v1/account/export": { get: Call<None, 200, string> };
  "/api/v1/settings": { get: Call<None, 200, { items: Record<string, unknown> }> };
  "/api/v1/settings/{key}": { put: Send<{ path: { key: string } }, unknown, 200, unknown> };
  "/api/v1/platform/tenants": {
    get: Call<{ query?: { q?: string; limit?: number; cursor?: string } }, 200, PageOf<PlatformTenant>>;
  };
  "/api/v1/platform/tenants/{id}": {
    patch: Send<ById, { plan?: Plan; is_active?: boolean }, 200, PlatformTenant>;
  };
  "/api/v1/platform/invite-codes": {
    get: Call<None, 200, Items<InviteCode>>;
    post: Send<
      None,
      { label: string; max_uses: number; expires_in_days?: number },
      201,
      InviteCode & { code: string }
    >;
  };
  "/api/v1/platform/invite-codes/{id}": { delete: Call<ById, 204, never> };
  "/api/v1/platform/jobs": { get: Call<None, 200, PageOf<Job>> };
}
