import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described, sandbox } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { instant } from "../schema/primitives.ts";
import { personal, text, version } from "../schema/values.ts";
import { supportRequest as model, supportSides } from "./model.ts";

const fields = {
  id: model.shape.id,
  version: model.shape.version,
  partnerId: model.shape.partnerId,
  customerId: model.shape.customerId,
  sandbox,
  status: described(model.shape.status, "`open` waits for the operator, `answered` for the partner."),
  kind: described(model.shape.kind, "Help with a service, or access for a customer that no administrator can reach."),
  severity: described(model.shape.severity, "How urgent it is for the customer."),
  service: described(model.shape.service, "The service that it is about, by its id; null for none."),
  subject: described(model.shape.subject, "What it is about, in one line."),
  messageCount: described(model.shape.messageCount, "Number of messages."),
  openedBy: described(model.shape.openedBy, "Id of the user who opened it."),
  openedAt: described(model.shape.openedAt, "When it was opened."),
  updatedAt: described(model.shape.updatedAt, "When it was last changed."),
  closedAt: described(model.shape.closedAt, "When it was closed; null while it is not."),
  closedBy: described(model.shape.closedBy, "The side that closed it; null while nobody has."),
};

/** A support request in a list and in events. */
export const supportRequest = z.strictObject(fields).register(documented, {
  id: "SupportRequest",
  description: "A partner's request to the operator on a customer's behalf, without its messages.",
});
export type SupportRequestReading = DeepReadonly<z.output<typeof supportRequest>>;

const message = z
  .strictObject({
    number: described(version, "Number of the message, from 1."),
    by: described(z.enum(supportSides), "The side that wrote it."),
    at: described(instant, "When it was written."),
    text: described(personal(text), "The message."),
  })
  .register(documented, { id: "SupportMessage", description: "A message of a support request." });
export type SupportMessage = DeepReadonly<z.output<typeof message>>;

/** A support request with its messages. */
export const supportRequestWithMessages = z
  .strictObject({ ...fields, messages: described(z.array(message), "All messages, the oldest first.") })
  .register(documented, {
    id: "SupportRequestWithMessages",
    description: "A partner's request to the operator on a customer's behalf.",
  });
export type SupportRequestWithMessages = DeepReadonly<z.output<typeof supportRequestWithMessages>>;
