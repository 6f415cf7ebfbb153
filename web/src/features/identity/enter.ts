import { auth, ok, publicApi } from "@/api/client";
import { queryClient } from "@/app/query";
import { setupQuery } from "./queries";

export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  auth.accept(
    await ok(publicApi.POST("/api/v1/auth/login/json", { body: { ...credentials, client: "web" } })),
  );
}

export interface Registration {
  name: string;
  email: string;
  password: string;
  invite_code?: string;
}

/**
 * Creates the person and their own tenant, or their membership where they are invited, and signs them in. Where an address must
 * be verified first, nobody is told whether it is new: then `check_mail`.
 */
export async function register(person: Registration): Promise<"signed_in" | "check_mail"> {
  const body = { ...person, client: "web" as const };
  const answer = await ok(publicApi.POST("/api/v1/auth/register", { body }));
  if (!("access_token" in answer)) return "check_mail";
  auth.accept(answer);
  queryClient.removeQueries({ queryKey: setupQuery.queryKey });
  return "signed_in";
}

export async function sendVerification(email: string): Promise<void> {
  await ok(publicApi.POST("/api/v1/auth/email/resend", { body: { email } }));
}

export async function sendReset({ email }: { email: string }): Promise<void> {
  await ok(publicApi.POST("/api/v1/auth/password/forgot", { body: { email } }));
}
