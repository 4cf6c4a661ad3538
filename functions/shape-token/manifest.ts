import type { Needs } from "../../shared/manifest.ts";

/** The function reads no settings. */
export const environment = [] as const;

/** What the stack grants the function, and its alarm. */
export const needs = {
  kind: "serves",
  purpose: "Adds partner and role to a token",
  hurt: "Nobody can sign in or renew a token.",
  fix: "If it began with a deployment, deploy the previous version. If only one user is affected, check that user's attributes in the pool.",
  // Cognito waits five seconds for a trigger.
  size: { memory: 256, timeout: 5 },
} as const satisfies Needs;
