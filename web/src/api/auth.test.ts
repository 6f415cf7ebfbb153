import { describe, expect, it, vi } from "vitest";
import { Auth, type AuthEnvironment } from "./auth";
import { withAuth } from "./client";

const MINUTE = 60_000;

function tokenOf(user: string, serial = 0, tenant = "t"): string {
  return `head.${btoa(JSON.stringify({ sub: user, tenant }))}.${serial}`;
}

function answer(status: number, body: unknown = {}): Response {
  return new Response(JSON.stringify(body), { status });
}

/** A server that gives a new token at each refresh, and a browser around it. */
function world(overrides: { fetch?: AuthEnvironment["fetch"] } = {}) {
  let serial = 0;
  const clock = { now: 0 };
  const user = { current: "mara" };
  const heard: ((event: MessageEvent) => void)[] = [];
  const fetch = vi.fn<AuthEnvironment["fetch"]>(
    overrides.fetch ??
      (async () =>
        answer(200, {
          access_token: tokenOf(user.current, ++serial),
          token_type: "bearer",
          expires_in: 900,
        })),
  );
  const env = {
    fetch,
    exclusive: vi.fn<(task: () => Promise<unknown>) => Promise<unknown>>((task) =>
      task(),
    ) as unknown as AuthEnvironment["exclusive"],
    channel: {
      postMessage: vi.fn<BroadcastChannel["postMessage"]>(),
      addEventListener: (_: string, listener: unknown) =>
        heard.push(listener as (event: MessageEvent) => void),
    } as unknown as AuthEnvironment["channel"],
    now: () => clock.now,
    restart: vi.fn<(at?: string) => void>(),
  };
  const auth = new Auth(env);
  const hear = (data: unknown) =>
    heard.forEach((listener) => listener(new MessageEvent("message", { data })));
  return { auth, env, clock, user, hear };
}

describe("signing in by the cookie", () => {
  it("starts signed in when the cookie is good", async () => {
    const { auth } = world();
    await auth.start();
    expect(auth.state.status).toBe("signed_in");
  });

  it("starts signed out when there is no cookie, and asks no more", async () => {
    const { auth, env } = world({ fetch: vi.fn<AuthEnvironment["fetch"]>(async () => answer(401)) });
    await auth.start();
    expect(auth.state).toEqual({ status: "signed_out", ended: false });
    expect(await auth.token()).toBeNull();
    expect(env.fetch).toHaveBeenCalledTimes(1);
  });

  it("is neither in nor out when the server does not answer", async () => {
    const { auth } = world({ fetch: () => Promise.reject(new TypeError("offline")) });
    await auth.start();
    expect(auth.state.status).toBe("unreachable");
  });

  it("is neither in nor out when the server is broken", async () => {
    const { auth } = world({ fetch: async () => answer(503) });
    await auth.start();
    expect(auth.state.status).toBe("unreachable");
  });
});

describe("renewing the token", () => {
  it("asks once for many requests at the same time, under the lock", async () => {
    const { auth, env } = world();
    const tokens = await Promise.all([auth.token(), auth.token(), auth.token()]);
    expect(new Set(tokens).size).toBe(1);
    expect(env.fetch).toHaveBeenCalledTimes(1);
    expect(env.exclusive).toHaveBeenCalledTimes(1);
  });

  it("keeps a token that lives long enough and replaces one that is about to end", async () => {
    const { auth, clock } = world();
    const first = await auth.token();
    clock.now = 10 * MINUTE;
    expect(await auth.token()).toBe(first);
    clock.now = 14.8 * MINUTE;
    expect(await auth.token()).not.toBe(first);
  });

  it("does not renew again for a request that was refused with an older token", async () => {
    const { auth, env } = world();
    const old = (await auth.token()) ?? "";
    await auth.replace(old);
    expect(await auth.replace(old)).toBe(await auth.token());
    expect(env.fetch).toHaveBeenCalledTimes(2);
  });

  it("ends the session when the family was revoked", async () => {
    const { auth, env } = world();
    await auth.start();
    env.fetch.mockResolvedValue(answer(401, { code: "refresh_token_reused" }));
    expect(await auth.replace((await auth.token()) ?? "")).toBeNull();
    expect(auth.state).toEqual({ status: "signed_out", ended: true });
  });

  it("keeps the session while the server is away", async () => {
    const { auth, env } = world();
    await auth.start();
    env.fetch.mockRejectedValue(new TypeError("offline"));
    await expect(auth.replace((await auth.token()) ?? "")).rejects.toMatchObject({ code: "network" });
    expect(auth.state.status).toBe("signed_in");
  });

  it("starts the page anew when the cookie has become another person's", async () => {
    const { auth, env, user } = world();
    const token = await auth.token();
    user.current = "jonas";
    await expect(auth.replace(token ?? "")).rejects.toMatchObject({ code: "another_person" });
    expect(env.restart).toHaveBeenCalledOnce();
  });
});

describe("among tabs", () => {
  it("signs out when another tab does", async () => {
    const { auth, hear } = world();
    await auth.start();
    hear({ type: "signed_out" });
    expect(auth.state).toEqual({ status: "signed_out", ended: false });
  });

  it("tells the other tabs, even when the server is not reached", async () => {
    const { auth, env } = world();
    await auth.start();
    env.fetch.mockRejectedValue(new TypeError("offline"));
    await auth.signOut();
    expect(env.channel?.postMessage).toHaveBeenCalledWith({ type: "signed_out" });
    expect(auth.state.status).toBe("signed_out");
  });

  it("starts anew where it is when another tab has gone on in another tenant", async () => {
    const { auth, env, hear } = world();
    await auth.start();
    hear({ type: "signed_in", userId: "mara@t" });
    expect(env.restart).not.toHaveBeenCalled();
    hear({ type: "signed_in", userId: "mara@other" });
    expect(env.restart).toHaveBeenCalledExactlyOnceWith();
  });

  it("signs in when another tab does", async () => {
    const { auth, env, hear } = world();
    env.fetch.mockResolvedValueOnce(answer(401));
    await auth.start();
    hear({ type: "signed_in", userId: "mara@t" });
    await vi.waitFor(() => expect(auth.state.status).toBe("signed_in"));
  });
});

describe("going on in another tenant", () => {
  const switched = () =>
    answer(200, { access_token: tokenOf("mara", 9, "other"), token_type: "bearer", expires_in: 900 });

  it("tells the other tabs and starts anew", async () => {
    const { auth, env } = world();
    await auth.start();
    env.fetch.mockResolvedValue(switched());
    await auth.switchTenant("other", "/flows");
    expect(env.channel?.postMessage).toHaveBeenCalledWith({ type: "signed_in", userId: "mara@other" });
    expect(env.restart).toHaveBeenCalledExactlyOnceWith("/flows");
  });

  it("takes the lock that refreshing takes, as both rotate the cookie", async () => {
    const { auth, env } = world();
    await auth.start();
    env.fetch.mockResolvedValue(switched());
    await auth.switchTenant("other");
    expect(env.exclusive).toHaveBeenCalledTimes(2);
  });

  it("tries once more with a new token when the first is not taken", async () => {
    const { auth, env } = world();
    await auth.start();
    env.fetch
      .mockResolvedValueOnce(answer(401))
      .mockResolvedValueOnce(
        answer(200, { access_token: tokenOf("mara", 8), token_type: "bearer", expires_in: 900 }),
      );
    env.fetch.mockResolvedValueOnce(switched());
    await auth.switchTenant("other");
    expect(env.restart).toHaveBeenCalledOnce();
  });

  it("stays where it is when that is refused", async () => {
    const { auth, env } = world();
    await auth.start();
    env.fetch.mockResolvedValue(answer(404, { code: "not_found" }));
    await expect(auth.switchTenant("other")).rejects.toMatchObject({ code: "not_found" });
    expect(env.restart).not.toHaveBeenCalled();
    expect(auth.state.status).toBe("signed_in");
  });
});

describe("sending with a token", () => {
  const request = () => new Request("http://localhost/x", { method: "POST", body: "text" });

  it("tries once more with a new token, body and all", async () => {
    const bodies: string[] = [];
    const send = vi.fn<(request: Request) => Promise<Response>>(async (sent) => {
      bodies.push(await sent.text());
      return answer(sent.headers.get("Authorization") === "Bearer new" ? 200 : 401);
    });
    const auth = { token: async () => "old", replace: async () => "new" };
    const response = await withAuth(auth, send as unknown as typeof fetch)(request());
    expect(response.status).toBe(200);
    expect(bodies).toEqual(["text", "text"]);
  });

  it("gives the refusal back when the session is over", async () => {
    const send = vi.fn<() => Promise<Response>>(async () => answer(401));
    const auth = { token: async () => "old", replace: async () => null };
    expect((await withAuth(auth, send as unknown as typeof fetch)(request())).status).toBe(401);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
