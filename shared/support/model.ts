import * as z from "zod/mini";
import type { HasEvents } from "../events/event.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { idOf, personal, text, version } from "../schema/values.ts";

/** Statuses of a support request. One that is closed stays closed. */
export const supportStatuses = ["open", "answered", "closed"] as const;
export type SupportStatus = (typeof supportStatuses)[number];

/** What a request asks for: help with a service, or access for a customer without a reachable administrator. */
export const supportKinds = ["service", "customer-access"] as const;

/** How urgent it is for the customer. */
export const supportSeverities = ["low", "normal", "high"] as const;

/** Who writes in a request. */
export const supportSides = ["partner", "operator"] as const;
export type SupportSide = (typeof supportSides)[number];

/** Maximum number of messages of a request, so that it can be read at once. */
export const mostMessages = 100;

/** A partner's request to the operator on a customer's behalf. Its events hold the messages. */
export const supportRequest = z.object({
  id: idOf("support request"),
  version,
  partnerId: idOf("partner"),
  customerId: idOf("customer"),
  sandbox: z.boolean(),
  status: z.enum(supportStatuses),
  kind: z.enum(supportKinds),
  severity: z.enum(supportSeverities),
  service: z.nullable(text),
  subject: personal(text),
  messageCount: version,
  /** The user who opened it. */
  openedBy: text,
  openedAt: instant,
  updatedAt: instant,
  closedAt: z.nullable(instant),
  closedBy: z.nullable(z.enum(supportSides)),
});

/** A support request without its messages. */
export type SupportRequest = DeepReadonly<z.output<typeof supportRequest>> & HasEvents;

/** The first message of a request, and what it is about. */
export type SupportInput = Pick<SupportRequest, "kind" | "severity" | "service" | "subject"> & {
  readonly text: string;
};
