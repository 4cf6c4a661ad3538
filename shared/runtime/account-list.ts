import * as z from "zod/mini";
import type { Suppression } from "../delivery/rules/address-status.ts";
import { awsFailure, signedFetch } from "./signed-fetch.ts";

/** The mail service's own list of addresses to which this account sends nothing. */
export interface AccountList {
  /** Why and since when the list has an address; null where it does not. */
  readonly find: (email: string) => Promise<Suppression | null>;
  /** Takes an address off the list; nothing happens where it is not on it. */
  readonly remove: (email: string) => Promise<void>;
}

const foundSchema = z.object({
  SuppressedDestination: z.object({ Reason: z.string(), LastUpdateTime: z.number() }),
});

/**
 * Opens SES's account-level suppression list, for which only version 2 of its API has calls. Own requests, since the SDK's
 * client for it would make the bundle a third larger for two of them.
 */
export function openAccountList(environment: NodeJS.ProcessEnv = process.env): AccountList {
  const { AWS_REGION: region = "", AWS_ENDPOINT_URL_SESV2: endpoint = `https://email.${region}.amazonaws.com` } =
    environment;

  /** The answer to a call; null where the list does not have the address. */
  async function call(method: "GET" | "DELETE", email: string): Promise<unknown> {
    const url = new URL(`/v2/email/suppression/addresses/${encodeURIComponent(email)}`, endpoint);
    const response = await signedFetch({ service: "ses", method, url }, environment);
    const body: unknown = await response.json().catch(() => ({}));
    if (response.ok) return body;
    const [name] = (response.headers.get("x-amzn-errortype") ?? "").split(":");
    if (name === "NotFoundException") return null;
    throw awsFailure("SES", name, response.status);
  }

  return {
    async find(email) {
      const found = await call("GET", email);
      if (found === null) return null;
      const { Reason, LastUpdateTime } = foundSchema.parse(found).SuppressedDestination;
      const at = new Date(LastUpdateTime * 1_000).toISOString();
      return { reason: Reason === "COMPLAINT" ? "complaint" : "bounce", at };
    },
    async remove(email) {
      await call("DELETE", email);
    },
  };
}
