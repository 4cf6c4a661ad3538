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
      "A name that the partner wants and the operator has to approve. Absent in older events.",
    ),
    verified: z.nullable(z.extend(verification, { at: described(verification.shape.at, "When.") })),
    notificationsWaiting: described(
      z.optional(notificationsWaiting),
      "Addresses that get notices once they have confirmed from their own mailbox. Absent in older events.",
    ),
    defaults: z.extend(defaults, {
      reminders: described(defaults.shape.reminders, "The reminder plan."),
      messages: personal(messages),
    }),
    sandbox,
  })
  .register(documented, { id: "Partner", description: "An organisation that invites customers." });

const limit = described(count, "The most that there may be.");
const counted = {
  limit,
  used: described(count, "How much of it is used."),
  left: described(count, "How much of it is left."),
};
const resetsAt = described(instant, "When the next day begins (UTC) and nothing of it is used.");

/** The quotas of a partner. Each address is counted separately, so only its limit is listed. */
export const quotas = z
  .object({
    openInvitations: described(
      z.object(counted),
      "Invitations that wait for an answer; a place is free again when one ends. Refusals name it `open`.",
    ),
    perDay: described(
      z.object({ ...counted, resetsAt }),
      "What is sent in a day. Refusals and `RateLimit` name it `day`.",
    ),
    perAddressPerDay: described(
      z.object({ limit, resetsAt }),
      "What is sent to one mailbox in a day: each has its own count. Refusals and `RateLimit` name it `address`.",
    ),
    confirmationsPerDay: described(
      z.object({ ...counted, resetsAt }),
      "Addresses for notices that are asked to confirm in a day. Refusals name it `confirmations`.",
    ),
  })
  .register(documented, { id: "Quotas", description: "What a partner may use up." });
export type Quotas = DeepReadonly<z.output<typeof quotas>>;
