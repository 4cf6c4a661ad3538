import type * as z from "zod/mini";
import { partnerCustomerPlace } from "../customer/items/customers.ts";
import { customerItem, parseCustomer } from "../customer/items/item.ts";
import { administered, customer, partnerCustomer } from "../customer/model.ts";
import { delivery } from "../delivery/model.ts";
import { parseDelivery, parseInvitation, parseNotes } from "../invitation/items/item.ts";
import { invitation, notes } from "../invitation/model.ts";
import { job, jobPage } from "../jobs/model.ts";
import type { PersonalMarks } from "../kernel/personal.ts";
import { partner } from "../partner/model.ts";
import { parseStoredRelationship } from "../relationship/items/item.ts";
import { relationship } from "../relationship/model.ts";
import { personalMarksOf } from "../schema/personal-marks.ts";
import { packed, unpacked, type Packed } from "../table/packed.ts";
import type { RawItem } from "../table/table.ts";
import { supportRequest } from "../support/model.ts";
import { template } from "../templates/model.ts";
import { user } from "../users/model.ts";

/** What is stored that has personal fields. */
const models: Readonly<Record<string, z.ZodMiniType>> = {
  invitation,
  delivery,
  notes,
  relationship,
  customer,
  administered,
  "partner-customer": partnerCustomer,
  partner,
  user,
  template,
  "support-request": supportRequest,
  job,
  "job-page": jobPage,
};

/** The personal fields of each model. */
export const modelMarks: Readonly<Record<string, PersonalMarks>> = Object.fromEntries(
  Object.entries(models).map(([name, model]) => [name, personalMarksOf(model) ?? {}]),
);

const { delivery: ofDelivery = {}, notes: ofNotes = {}, ...ofItems } = modelMarks;
const { contacts = {}, ...ofPair } = modelMarks["partner-customer"] as Readonly<Record<string, PersonalMarks>>;

/** The personal fields of opened items, by their `entity`: of events another list says it. */
export const storedMarks: Readonly<Record<string, PersonalMarks>> = {
  ...ofItems,
  invitation: { state: ofItems["invitation"] ?? {}, delivery: { s: ofDelivery }, notes: { s: ofNotes } },
  // Contacts are attributes, each under a name of its own.
  "partner-customer": { ...ofPair, ...contacts },
};

const parts = ["delivery", "notes"];

/** An invitation's item with its state and parts changed, each of which is compressed. */
const withStates = (item: RawItem, change: (state: unknown) => unknown): RawItem => ({
  ...item,
  state: change(item["state"]),
  ...Object.fromEntries(
    parts.flatMap((name) => {
      const part = item[name] as { readonly s: unknown } | undefined;
      return part === undefined ? [] : [[name, { ...part, s: change(part.s) }]];
    }),
  ),
});

const isPacked = (item: RawItem): boolean => item["entity"] === "invitation";

/** An item in which everything can be read. */
export const opened = (item: RawItem): RawItem =>
  isPacked(item) ? withStates(item, (state) => unpacked(state as Packed)) : item;

/** The item as it is stored. */
export const closed = (item: RawItem): RawItem => (isPacked(item) ? withStates(item, (state) => packed(state)) : item);

/** Readers of what is not stored as its model says. */
const readers: Readonly<Record<string, (item: RawItem) => unknown>> = {
  invitation: (item) => [parseInvitation(item), parseDelivery(item), parseNotes(item)],
  relationship: parseStoredRelationship,
  "partner-customer": partnerCustomerPlace("", "").parse,
};

/** Reads an item as its commands do; throws if they could not. */
export const assertReadable = (item: RawItem): unknown =>
  (readers[String(item["entity"])] ?? models[String(item["entity"])]?.parse)?.(item);

/** Attributes of an item that follow from its personal fields. */
export const derivedOf: Readonly<Record<string, (item: RawItem) => RawItem>> = {
  customer: (item) =>
    Object.fromEntries(Object.entries(customerItem(parseCustomer(item))).filter(([name]) => name.startsWith("GSI"))),
};
