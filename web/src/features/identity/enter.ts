import { auth, ok, publicApi } from "@/api/client";
import { queryClient } from "@/app/query";
import { setupQuery } from "./queries";

export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  auth.accept(
    await ok(publicApi.POST("/api/v1/auth/login/json", { body: { ...credentials, client: "web" } })),
  );
}

/** Creates the person, their own tenant, and signs them in. */
export async function register(person: { name: string; email: string; password: string }): Promise<void> {
  auth.accept(await ok(publicApi.POST("/api/v1/auth/register", { body: { ...person, client: "web" } })));
  queryClient.removeQueries({ queryKey: setupQuery.queryKey });
}
