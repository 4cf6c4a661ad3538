import * as z from "zod/mini";
import { services, type ServiceId } from "../policy/services.ts";
import { anyOf, cursorAfter, historyOf, pageQuery } from "../schema/parse.ts";
import { documented } from "../schema/documented.ts";
import { line, mayBeLeftOut, paragraphs } from "../schema/primitives.ts";
import { supportKinds, supportSeverities, supportStatuses } from "./model.ts";

const serviceIds: readonly ServiceId[] = services.map(({ id }) => id);
const messageText = paragraphs(10_000, { filled: true });

/** `POST /v1/customers/{id}/support-requests`. */
export const newSupportBody = z.strictObject({
  kind: z.enum(supportKinds).register(documented, {
    description: "Help with a service, or access for a customer that no administrator can reach.",
  }),
  severity: z.enum(supportSeverities).register(documented, { description: "How urgent it is for the customer." }),
  service: mayBeLeftOut(z.enum(serviceIds)),
  subject: line(200, { description: "What it is about." }),
  text: messageText,
});

/** `POST …/messages`. */
export const supportMessageBody = z.strictObject({ text: messageText });

/** `GET /v1/support-requests` and the operator's list. */
export const supportQuery = z.strictObject({
  ...pageQuery,
  cursor: cursorAfter("support request"),
  status: z.optional(anyOf(supportStatuses)),
});

/** `GET /v1/support-requests/{id}/history`. */
export const supportHistoryQuery = historyOf("support request");
