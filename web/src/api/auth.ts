/**
 * Who is signed in on this device. The access token lives in this module's memory and nowhere else; the refresh token
 * is a cookie that no script can read. A new access token is asked for at start, shortly before the old one expires,
 * and once when the server no longer takes it.
 */
import { ApiProblem, toProblem } from "./problem";
import type { TokenPair } from "./types";

export type AuthState =
  | { status: "starting" }
  | { status: "signed_in"; userId: string }
  /** `ended`: there was a session in this tab and the server no longer knows it. */
  | { status: "signed_out"; ended: boolean }
  | { status: "unreachable"; problem: ApiProblem };

type Message = { type: "signed_in"; userId: string } | { type: "signed_out" };

/** What [[Auth]] needs of the browser; tests pass their own. */
export interface AuthEnvironment {
  fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** Runs `task` while no other tab runs one. */
  exclusive: <T>(task: () => Promise<T>) => Promise<T>;
  channel: Pick<BroadcastChannel, "postMessage" | "addEventListener"> | null;
  /** Milliseconds, any origin. */
  now: () => number;
  /** Starts the app anew, at another address if one is given: what was shown is of another person or tenant. */
  restart: (at?: string) => void;
}

/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000;

export class Auth {
  #state: AuthState = { status: "starting" };
  #token: { value: string; expiresAt: number } | null = null;
  #renewing: Promise<string | null> | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #env: AuthEnvironment;

  constructor(env: AuthEnvironment) {
    this.#env = env;
    env.channel?.addEventListener("message", (event: MessageEvent<Message>) => this.#hear(event.data));
  }

  get state(): AuthState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Finds out whether this device is signed in. */
  async start(): Promise<AuthState> {
    await this.#renew().catch(() => null);
    return this.#state;
  }

  /** A token that will live long enough for a request, or null when nobody is signed in. */
  async token(): Promise<string | null> {
    if (!this.#token) return this.#state.status === "signed_out" ? null : this.#renew();
    const fresh = this.#token.expiresAt - this.#env.now() > RENEW_BEFORE_MS;
    return fresh ? this.#token.value : this.#renew();
  }

  /** A token other than `refused`, which the server did not take; null when the session is over. */
  async replace(refused: string): Promise<string | null> {
    if (this.#token && this.#token.value !== refused) return this.#token.value;
    return this.#renew();
  }

  /** Takes the tokens of a sign-in or registration. */
  accept(tokens: TokenPair): void {
    this.#keep(tokens);
    this.#tell({ type: "signed_in", userId: subject(tokens.access_token) });
  }

  /** Ends the session on the server and in every tab. The tabs are signed out even when the server is not reached. */
  async signOut(): Promise<void> {
    const token = this.#token?.value;
    await this.#env
      .fetch("/api/v1/auth/logout", {
        method: "POST",
        credentials: "same-origin",
        headers: token ? { Authorization: `Bearer ${token}` } : {},
      })
      .catch(() => null);
    this.forget();
  }

  /** Signs every tab out of a session that the server has ended already. */
  forget(): void {
    this.#drop(false);
    this.#tell({ type: "signed_out" });
  }

  /**
   * Goes on in another tenant of the person. Every tab starts anew in it, this one at `address`. Waits for a refresh that
   * is under way in any tab, as both rotate the shared cookie.
   */
  async switchTenant(tenantId: string, address = "/"): Promise<void> {
    const token = await this.token();
    let response = await this.#switch(tenantId, token);
    if (response.status === 401 && token !== null) {
      response = await this.#switch(tenantId, await this.replace(token));
    }
    if (!response.ok) throw ApiProblem.from(response, await response.json().catch(() => null));
    const tokens = (await response.json()) as TokenPair;
    this.#tell({ type: "signed_in", userId: subject(tokens.access_token) });
    this.#env.restart(address);
  }

  #switch(tenantId: string, token: string | null): Promise<Response> {
    return this.#env.exclusive(() =>
      this.#env.fetch("/api/v1/auth/switch-tenant", {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
        body: JSON.stringify({ tenant_id: tenantId, client: "web" }),
      }),
    );
  }

  /** One refresh at a time in this tab, and one at a time among the tabs, since each rotates the shared cookie. */
  #renew(): Promise<string | null> {
    this.#renewing ??= this.#env.exclusive(() => this.#refresh()).finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async #refresh(): Promise<string | null> {
    try {
      const response = await this.#env.fetch("/api/v1/auth/refresh", {
        method: "POST",
        credentials: "same-origin",
      });
      if (response.ok) return this.#keep((await response.json()) as TokenPair);
      if (response.status !== 401 && response.status !== 403 && response.status !== 422) {
        throw ApiProblem.from(response, await response.json().catch(() => null));
      }
    } catch (error) {
      const problem = toProblem(error);
      // Someone who is signed in stays so while the server is away: only a start without an answer is shown as such.
      if (this.#state.status !== "signed_in") this.#set({ status: "unreachable", problem });
      throw problem;
    }
    this.#drop(this.#state.status === "signed_in");
    return null;
  }

  #keep(tokens: TokenPair): string {
    const userId = subject(tokens.access_token);
    const before = this.#state;
    // The cookie is shared by all tabs: if it has come to be another person's or tenant's, nothing of this tab may be shown
    // there.
    if (before.status === "signed_in" && before.userId !== userId) {
      this.#env.restart();
      throw new ApiProblem(401, {
        code: "another_person",
        detail: "Someone else has signed in on this device.",
      });
    }
    this.#token = {
      value: tokens.access_token,
      expiresAt: this.#env.now() + tokens.expires_in * 1000,
    };
    if (before.status !== "signed_in") this.#set({ status: "signed_in", userId });
    return tokens.access_token;
  }

  #drop(ended: boolean): void {
    this.#token = null;
    if (this.#state.status !== "signed_out") this.#set({ status: "signed_out", ended });
  }

  #set(state: AuthState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #tell(message: Message): void {
    this.#env.channel?.postMessage(message);
  }

  #hear(message: Message): void {
    if (message.type === "signed_out") this.#drop(false);
    else if (this.#state.status !== "signed_in") void this.#renew().catch(() => null);
    else if (this.#state.userId !== message.userId) this.#env.restart();
  }
}

/** Whom an access token is for, and where. The server checks it; here it only tells two people or tenants apart. */
function subject(token: string): string {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const claims = JSON.parse(atob(payload)) as { sub?: string; tenant?: string; tenant_id?: string };
    return `${claims.sub ?? ""}@${claims.tenant ?? claims.tenant_id ?? ""}`;
  } catch {
    return token;
  }
}
