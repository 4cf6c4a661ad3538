import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described, sandbox } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { count, personal } from "../schema/values.ts";
import { messages } from "../terms/answers.ts";
import { verification } from "../terms/model.ts";
import { partner as model } from "./model.ts";

const { pendingName, notificationsWaiting, defaults } = model.shape;

/** A partner as the operator and the partner itself read it. */
export const partner = z
  .object({
    ...model.shape,
    pendingName: described(
      z.optional(pendingName),
      "A name that awaits the operator's approval. Absent in older events.",
    ),
    verified: z.nullable(z.extend(verification, { at: described(verification.shape.at, "When.") })),
    notificationsWaiting: described(
      z.optional(notificationsWaiting),
      "Addresses that have not confirmed yet that they want notices. Absent in older events.",
    ),
    defaults: z.extend(defaults, {
      reminders: described(defaults.shape.reminders, "The reminder plan."),
      messages: personal(messages),
    }),
    sandbox,
  })
  .register(documented, { id: "Partner", description: "An organisation that invites customers." });

const limit = described(count, "The limit.");
const counted = {
  limit,
  used: described(count, "The used amount."),
  left: described(count, "The remaining amount."),
};
const resetsAt = described(instant, "When the next day begins (UTC).");

/** The quotas of a partner. Each address is counted separately, so only its limit is listed. */
export const quotas = z
  .object({
    openInvitations: described(z.object(counted), "Invitations that await an answer. Refusals call it `open`."),
    perDay: described(
      z.object({ ...counted, resetsAt }),
      "Invitations sent per day. Refusals and `RateLimit` call it `day`.",
    ),
    perAddressPerDay: described(
      z.object({ limit, resetsAt }),
      "Invitations sent to one mailbox per day, counted for each mailbox. Refusals and `RateLimit` call it `address`.",
    ),
    confirmationsPerDay: described(
      z.object({ ...counted, resetsAt }),
      "Addresses for notices that can be asked to confirm per day. Refusals call it `confirmations`.",
    ),
  })
  .register(documented, { id: "Quotas", description: "A partner's quotas." });
export type Quotas = DeepReadonly<z.output<typeof quotas>>;
