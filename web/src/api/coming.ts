/**
 * Endpoints that the pages call and the API's document does not have yet. What lands is deleted here; the generated types
 * take its place.
 */
import type { components } from "./schema";

type Schemas = components["schemas"];
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

export type Me = Omit<Schemas["Me"], "user"> & { user: Schemas["User"] & { is_operator?: boolean } };

export interface ComingPaths {
  "/api/v1/auth/me": { get: Call<None, 200, Me> };
  "/api/v1/account/export": { get: Call<None, 200, string> };
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
