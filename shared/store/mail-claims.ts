import { addDays, type Instant } from "../domain/time.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";
import { isNew, type Write } from "./writes.ts";

/** Claims outlive what a queue can hold (14 days) and are then garbage. */
const claimDays = 30;

const claimItem = (eventId: string, now: Instant) => ({
  ...keys.mail(eventId),
  entity: "mail",
  schema: 1,
  at: now,
  ttl: Math.ceil(Date.parse(addDays(now, claimDays)) / 1000),
});

/** Marks, within a transaction, that the mail an event asks for was sent. */
export const mailClaimWrite = (eventId: string, now: Instant): Write => ({
  kind: "put",
  item: claimItem(eventId, now),
  condition: isNew,
});

/** Claims the mail of an event; false when it is claimed already. */
export const claimMail = (table: Table, eventId: string, now: Instant): Promise<boolean> =>
  table.put(claimItem(eventId, now), isNew);

/** Gives a claim back: the mail was definitely not sent. */
export const releaseMail = (table: Table, eventId: string): Promise<void> => table.remove(keys.mail(eventId));
