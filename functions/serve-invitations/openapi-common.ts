import type { AnswerDescription } from "../../shared/openapi/description.ts";
import { rateLimitNames } from "../../shared/openapi/headers.ts";
import { idOf } from "../../shared/schema/values.ts";
import { commandedInvitation } from "./responses.ts";

/** The invitation in a path. */
export const path = { id: idOf("invitation") };

/** The answer of a command on an invitation. */
export const changed = (description: string): AnswerDescription => ({
  description,
  schema: commandedInvitation,
  headers: ["ETag"],
});

/** The answer of a command that sends something, which counts against the quotas of the day. */
export const sent = (description: string): AnswerDescription => ({
  ...changed(description),
  headers: ["ETag", ...rateLimitNames],
});

/** What terms are refused for. */
export const termsProblems = ["link-missing", "permissions-required", "unknown-permission"] as const;

/** What anything that goes out to a customer is refused for. */
export const sendingProblems = [
  "partner-frozen",
  "open-invitation-exists",
  "relationship-exists",
  "own-address",
  "not-an-administrator",
  "cool-off",
  "suppressed-address",
  "quota",
] as const;
