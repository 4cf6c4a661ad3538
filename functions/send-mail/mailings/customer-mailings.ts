import * as z from "zod/mini";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import { senderModes, type Senders } from "../../../shared/customer/model.ts";
import {
  changedByOperatorMail,
  renamedMail,
  sendersMail,
  type SendersNews,
} from "../../../shared/customer/mails/setting-mails.ts";
import { eventPlace } from "../../../shared/events/stored-events.ts";
import { partnerPlace } from "../../../shared/partner/items/partners.ts";
import { byId } from "../../../shared/table/plans.ts";
import { bySchema, customerPage, noticeToAdministrators, type CustomerContext } from "./customer-context.ts";
import type { Mailing } from "../mailing.ts";

const verification = z.nullable(z.object({ how: z.string() }));
const account = z.nullable(z.string());
const changedSchema = z.object({
  customer: z.object({ name: z.string(), verified: verification, externalId: account }),
  changed: z.array(z.enum(["name", "externalId", "verified"])),
  previous: z._default(z.object({ name: z.optional(z.string()) }), {}),
  by: bySchema,
});

/** Notifies all administrators that the customer was renamed, verified, or linked to an account. */
export function changedMailings(context: CustomerContext): Promise<Mailing[]> {
  const { customer, changed, previous, by } = changedSchema.parse(context.event.data);
  const at = context.event.metadata.occurredAt;
  const isVerified = changed.includes("verified");
  return noticeToAdministrators(context, (reader) => {
    const page = customerPage(reader, context);
    // The name at the time of the event.
    const known = { ...reader, customer: customer.name };
    if (changed.includes("name")) {
      const renamed = {
        by: by ?? ("operator" as const),
        at,
        before: previous.name ?? context.customer.name,
        wasVerified: isVerified,
      };
      return renamedMail(known, { ...renamed, page });
    }
    const change = {
      ...(isVerified && { verified: customer.verified?.how ?? null }),
      ...(changed.includes("externalId") && { externalId: customer.externalId }),
    };
    return changedByOperatorMail(known, { at, change, page });
  });
}

const sendersSchema = z.object({
  senders: z.object({ mode: z.enum(senderModes), blocked: z.array(z.string()), listed: z.array(z.string()) }),
});
type SendersSaid = Pick<Senders, "mode" | "blocked" | "listed">;

/** Notifies all administrators of changes to the customer's senders, compared with the previous event. */
export async function sendersMailings(context: CustomerContext): Promise<Mailing[]> {
  const { table, event, customer } = context;
  const { aggregate, sequence, occurredAt: at } = event.metadata;
  const { senders } = sendersSchema.parse(event.data);
  const by = bySchema.parse(event.data["by"]) ?? "former";
  const { last } = await table.read({ last: sequence > 1 ? eventPlace(aggregate, sequence - 1) : null });
  const before: SendersSaid = last ? sendersSchema.parse(last.data).senders : noSenders(customer.id);
  const news = await sendersNews(context, before, senders);
  return noticeToAdministrators(context, (reader) =>
    sendersMail(reader, { by, at, news, page: customerPage(reader, context, "/senders") }),
  );
}

async function sendersNews({ table }: CustomerContext, before: SendersSaid, after: SendersSaid) {
  const differing = (list: "blocked" | "listed", one: SendersSaid, other: SendersSaid): string[] =>
    one[list].filter((id) => !other[list].includes(id));
  const moved = [
    ...differing("blocked", after, before).map((id) => ({ id, kind: "blocked" as const })),
    ...differing("blocked", before, after).map((id) => ({ id, kind: "unblocked" as const })),
    ...differing("listed", after, before).map((id) => ({ id, kind: "added" as const })),
    ...differing("listed", before, after).map((id) => ({ id, kind: "taken" as const })),
  ];
  const ids = moved.map(({ id }) => id);
  const partners = await table.read(byId(ids, partnerPlace));
  const news: SendersNews[] = moved.map(({ id, kind }) => ({ kind, partner: partners.get(id)?.displayName ?? id }));
  return after.mode === before.mode ? news : [{ kind: after.mode }, ...news];
}
