import * as z from "zod/mini";
import { shippedDefaults, type PartnerDefaults } from "../rules/defaults.ts";
import { partnerKinds, type Partner, type PartnerChange } from "../model.ts";
import type { PartnerStanding } from "../../delivery/rules/withheld-mail.ts";
import type { HasEvents } from "../../events/event.ts";
import { following, toStoredEvent, type Cause } from "../../events/envelope.ts";
import { table as names } from "../../names.ts";
import { duration, instant, reminderEntry } from "../../schema/primitives.ts";
import { eventWrite, parseHasEvents } from "../../events/stored-events.ts";
import { partnerKeys, partnerLists } from "./keys.ts";
import { place } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import { isAtVersion, type Write } from "../../table/writes.ts";

const defaultsSchema: z.ZodMiniType<PartnerDefaults> = z.object({
  expiresIn: z.nullable(duration),
  reminders: z.nullable(z.array(reminderEntry)),
  permissions: z.nullable(z.array(z.string())),
  messages: z.record(z.string(), z.object({ subject: z.string(), text: z.string() })),
});

const supportContactSchema = z.object({
  name: z.string(),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
});

const partnerSchema: z.ZodMiniType<Partner> = z.object({
  id: z.string(),
  version: z.number(),
  displayName: z.string(),
  pendingName: z._default(z.nullable(z.string()), null),
  kind: z.enum(partnerKinds),
  cloud: z.string(),
  verified: z.nullable(z.object({ at: z.string(), how: z.string() })),
  locale: z.string(),
  replyTo: z.nullable(z.string()),
  notifications: z.array(z.string()),
  notificationsWaiting: z._default(z.array(z.string()), []),
  // Partners that were registered before these could be said have none of their own.
  supportContact: z._default(z.nullable(supportContactSchema), null),
  defaults: z._default(defaultsSchema, shippedDefaults),
  linkEpoch: z.number(),
  frozen: z.boolean(),
  sandbox: z._default(z.boolean(), false),
  registeredAt: instant,
});

const standingSchema: z.ZodMiniType<PartnerStanding> = z.object({ linkEpoch: z.number(), frozen: z.boolean() });

/** Reads a partner, from its item or an event's data; throws on what is none. */
export const parsePartner = (item: unknown): Partner => partnerSchema.parse(item);

/** A partner. */
export const partnerPlace = (id: string) => place(partnerKeys.profile(id), parsePartner);
/** How a partner stands, whatever else can be read of it. */
export const partnerStandingPlace = (id: string) =>
  place(partnerKeys.profile(id), (item) => standingSchema.parse(item));

/** A partner, and when its newest event occurred, for what is to change it. */
export const changingPartnerPlace = (id: string) =>
  place(partnerKeys.profile(id), (item) => ({ partner: parsePartner(item), newest: parseHasEvents(item) }));

/** A partner as stored, in the list of all: so few writes go to that one partition that it need not be split. */
export const partnerItem = (partner: Partner) => ({
  ...partnerKeys.profile(partner.id),
  entity: "partner",
  schema: 1,
  GSI1PK: partnerLists.all,
  GSI1SK: partner.id,
  ...partner,
});

/**
 * The writes of a partner's steps: the state, held to the version that was read, and every event; nothing where nothing
 * changed. `newest`: when its newest event occurred, null for a new partner.
 */
export function partnerWrites(
  { before, after, events }: PartnerChange,
  given: Omit<Cause, "partnerId">,
  newest: HasEvents | null,
): Write[] {
  if (events.length === 0) return [];
  const cause = following(newest, { ...given, partnerId: after.id });
  const item = { ...partnerItem(after), eventAt: cause.now };
  return [
    { kind: "put", item, condition: isAtVersion(before?.version ?? null) },
    ...events.map((event) => eventWrite(toStoredEvent(event, cause))),
  ];
}

/** Holds a transaction to a partner as it was read. */
export const partnerUnchanged = ({ id, version }: Pick<Partner, "id" | "version">): Write => ({
  kind: "check",
  key: partnerKeys.profile(id),
  condition: isAtVersion(version),
});

/** Holds a transaction to what its link was made of: the partner's epoch, and, unless `whileFrozen`, that it is not frozen. */
export const partnerStandsCheck = (
  partnerId: string,
  linkEpoch: number,
  { whileFrozen = false }: { readonly whileFrozen?: boolean } = {},
): Write => ({
  kind: "check",
  key: partnerKeys.profile(partnerId),
  condition: whileFrozen
    ? { expression: "linkEpoch = :epoch", values: { ":epoch": linkEpoch } }
    : { expression: "linkEpoch = :epoch AND frozen = :no", values: { ":epoch": linkEpoch, ":no": false } },
});

/** One page of all partners, the newest first: one Query and one BatchGetItem. `cursor` is the id of the last one seen. */
export async function listPartners(
  table: Table,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
): Promise<{ items: Partner[]; next: string | null }> {
  const { items } = await table.query({
    index: names.listIndex,
    partition: partnerLists.all,
    ...(cursor !== null && { sort: { before: cursor } }),
    newestFirst: true,
    // One more than asked tells whether there is a next page, so that none is empty.
    limit: limit + 1,
  });
  const ids = items.slice(0, limit).map((item) => String(item["GSI1SK"]));
  // The index lags behind the table: what it lists is read again, so that a page shows what is.
  const partners = await table.read(ids.map(partnerPlace));
  return {
    items: partners.filter((partner) => partner !== null),
    next: items.length > limit ? (ids.at(-1) ?? null) : null,
  };
}
