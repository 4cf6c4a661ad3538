import { keepSearch, keepSearchOfAll } from "../customer/commands/keep-search.ts";
import { erase } from "../events/chain.ts";
import { eventItem, parseLink } from "../events/stored-events.ts";
import { invitationPlace, parseInvitation } from "../invitation/items/item.ts";
import { invitationLists } from "../invitation/items/keys.ts";
import { startKeys } from "../invitation/items/list-entries.ts";
import type { Invitation } from "../invitation/model.ts";
import { saysTheSame } from "../kernel/equality.ts";
import { erasedText } from "../kernel/personal.ts";
import { addYears, type Instant } from "../kernel/time.ts";
import { writeBatch } from "../table/batch.ts";
import { aggregateOf, keyOf, type Key } from "../table/keys.ts";
import type { RawItem, Table } from "../table/table.ts";
import { Superseded } from "../table/superseded.ts";
import type { Condition, Update } from "../table/writes.ts";
import { commit, done } from "../transaction/commit.ts";
import type { Purposes } from "../terms/model.ts";
import { givenPurposes } from "../terms/rules.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { parseUser } from "../users/item.ts";
import type { DataRequest, KeptThing } from "./model.ts";
import { entityOf, isUnderPseudonym, personalInEvents, type StoredPerson } from "./persons-data.ts";
import { isAddress, withoutPerson } from "./person-rules.ts";
import { assertReadable, closed, derivedOf, opened, storedMarks } from "./stored-kinds.ts";

/** The person of a request, and what an erasure has to know beside it. */
export interface Erasing {
  readonly table: Table;
  readonly masterKey: Dependencies["masterKey"];
  readonly person: StoredPerson;
  readonly request: DataRequest;
  readonly receiptYears: number;
  readonly now: Instant;
}

/** Whether an item had something of the person, which is gone or still there for the next pass; and what is left for good. */
export interface ErasedItem {
  readonly isFound: boolean;
  readonly kept: readonly KeptThing[];
}

const nothing: ErasedItem = { isFound: false, kept: [] };
const found: ErasedItem = { isFound: true, kept: [] };

/**
 * Erases the person in one item, unless somebody changes it at the same moment: then it is found again. Running twice changes
 * nothing more.
 */
export async function eraseItem(erasing: Erasing, item: RawItem): Promise<ErasedItem> {
  const { table, person, now, receiptYears } = erasing;
  const entity = entityOf(item);
  if (entity === "user" && isAddress(item["email"], person.email)) return { isFound: false, kept: [keptUser(item)] };
  if (entity === "event") return eraseEvents(erasing, item);
  if (await isRemoved(erasing, item)) {
    await table.remove(keyOf(item));
    return found;
  }
  if (entity === "sign-in") return eraseSignIn(erasing, item);
  const marks = storedMarks[entity];
  if (marks === undefined) return nothing;
  // Also in a later pass, for one that broke off may have erased the name only.
  if (hasErasedName(item)) await keepSearchWithout(table, item);
  const before = opened(item);
  const { left, kept } = withReceipt(item, withoutPerson(before, marks, person) as RawItem, person, receiptYears, now);
  const changed = Object.keys(item).filter((name) => !saysTheSame(before[name], left[name]));
  const code = hasCode(item, person) ? ["code"] : [];
  if (changed.length + code.length === 0) return { isFound: false, kept };
  const after = closed(left);
  assertReadable(after);
  if (entity === "invitation") await removeStarts(erasing, before, left);
  const gone = changed.filter((name) => !(name in after));
  const set = { ...pick(after, changed), ...derivedOf[entity]?.(after) };
  await write(erasing, item, { set, remove: [...gone, ...code] }, [...changed, ...code]);
  return { isFound: true, kept };
}

/** Whether a customer's name, or a partner's name for it, was erased: its old one may still be in search entries. */
const hasErasedName = ({ entity, name, alias, organization }: RawItem): boolean =>
  (entity === "customer" && name === erasedText) ||
  (entity === "partner-customer" && [alias, organization].includes(erasedText));

/** Removes an erased name from search entries and lists. What was erased in this pass is found again by the next one. */
const keepSearchWithout = (table: Table, { entity, id, partnerId, customerId }: RawItem): Promise<void> =>
  entity === "customer" ? keepSearchOfAll(table, String(id)) : keepSearch(table, String(partnerId), String(customerId));

/** Removes an invitation from what a search finds by the erased texts, before they are gone. */
async function removeStarts({ table, masterKey }: Erasing, before: RawItem, after: RawItem): Promise<void> {
  const key = await masterKey();
  const keysOf = ({ PK, GSI1PK, state }: RawItem): Key[] => {
    const { customer } = (state as { readonly terms: Invitation["terms"] }).terms;
    const partnerId = invitationLists.partnerIn(String(GSI1PK));
    return startKeys({ id: aggregateOf(String(PK)), partnerId, customer }, key);
  };
  const left = new Set(keysOf(after).map(({ PK }) => PK));
  await writeBatch(table, { removed: keysOf(before).filter(({ PK }) => !left.has(PK)) });
}

/** Changes attributes of an item, if they and its version are those that were read; else the next pass finds it again. */
async function write(
  { table, now }: Erasing,
  item: RawItem,
  change: Pick<Update, "set" | "remove">,
  names: readonly string[],
): Promise<void> {
  const update = { kind: "update", key: keyOf(item), ...change, condition: unchanged(item, names) } as const;
  await commit(table, done([update]), { now }).catch((error: unknown) => {
    if (!(error instanceof Superseded)) throw error;
  });
}

/** Whether the newest code of an invitation was asked for by the person. */
const hasCode = ({ code }: RawItem, { address }: StoredPerson): boolean =>
  Object.hasOwn((code as { readonly asked?: object } | undefined)?.asked ?? {}, address);

/** Whether an item goes as a whole: sessions of the person, exports of its data, and its entries in lists. */
async function isRemoved({ table, person, request }: Erasing, item: RawItem): Promise<boolean> {
  switch (entityOf(item)) {
    case "session":
      return isUnderPseudonym(item, person);
    case "exported-data":
      return item["subject"] === request.subject;
    case "list-entry": {
      if (!isUnderPseudonym(item, person)) return false;
      // It goes after the address of its invitation: a receipt is still found.
      const invitation = await table.read(invitationPlace(String(item["SK"])));
      return invitation?.terms.customer.email !== person.email;
    }
    default:
      return false;
  }
}

/** Links to sign in end; the numbers of those that there were stay, so that none is given twice. */
async function eraseSignIn(erasing: Erasing, item: RawItem): Promise<ErasedItem> {
  const { address, links, askedAt, revision } = item;
  if (address !== erasing.person.address || saysTheSame([links, askedAt], [[], []])) return nothing;
  const set = { links: [], askedAt: [], revision: Number(revision) + 1 };
  await write(erasing, item, { set }, ["revision"]);
  return found;
}

/** The digests of the chain stay, as decision 0029 says. */
async function eraseEvents(erasing: Erasing, item: RawItem): Promise<ErasedItem> {
  const values = personalInEvents(item, erasing.person);
  if (values.size === 0) return nothing;
  const link = parseLink(item);
  const { schema, payload } = eventItem({ ...link, ...erase(link.events, link.salts, (value) => values.has(value)) });
  await write(erasing, item, { set: { schema, payload } }, ["payload"]);
  return found;
}

/** The receipt of an acceptance keeps who agreed, for as long as the law asks for it. */
function withReceipt(
  item: RawItem,
  left: RawItem,
  person: StoredPerson,
  years: number,
  now: Instant,
): { readonly left: RawItem; readonly kept: readonly KeptThing[] } {
  const isAccepted = entityOf(item) === "invitation" && item["status"] === "accepted";
  const invitation = isAccepted ? parseInvitation(item) : null;
  if (invitation?.status !== "accepted") return { left, kept: [] };
  const { id, partnerId, decidedAt, decision, terms } = invitation;
  const until = addYears(decidedAt, years);
  const isAddressee = isAddress(terms.customer.email, person.email);
  const isSigner = isAddress(decision.by.email, person.email) || (isAddressee && decision.by.email === null);
  const state = left["state"] as Readonly<Record<"terms" | "decision" | "issue", object>>;
  const { purpose, purposes } = state.terms as Partial<Purposes>;
  // Somebody else can be named in what the customer agreed to.
  const isNamed = !saysTheSame(
    givenPurposes({ purpose: purpose ?? null, purposes: purposes ?? {} }),
    givenPurposes(terms),
  );
  if (until <= now || !(isAddressee || isSigner || isNamed)) return { left, kept: [] };
  const kept: KeptThing[] = [{ reason: "receipt", id, partnerId, until }];
  const agreed = { ...state.terms, ...givenPurposes(terms) };
  const { issue } = opened(item)["state"] as { readonly issue: { readonly offer: object } };
  return {
    left: {
      ...left,
      state: {
        ...state,
        terms: isAddressee ? withMember(agreed, "customer", { email: terms.customer.email }) : agreed,
        // The digest that was agreed to is that of the whole offer.
        issue: { ...state.issue, offer: issue.offer },
        ...(isSigner && { decision: withMember(state.decision, "by", { ...decision.by }) }),
      },
    },
    kept,
  };
}

const withMember = (value: object, name: string, members: object): object => {
  const before = value as Readonly<Record<string, object>>;
  return { ...before, [name]: { ...before[name], ...members } };
};

const keptUser = (item: RawItem): KeptThing => {
  const { id, partnerId } = parseUser(item);
  return { reason: "user", id, partnerId, until: null };
};

const pick = (item: RawItem, names: readonly string[]): RawItem =>
  Object.fromEntries(names.filter((name) => name in item).map((name) => [name, item[name]]));

/** The attributes, and the version of the item if it has one, are those that were read. */
function unchanged(item: RawItem, names: readonly string[]): Condition {
  const held = [...new Set([...names, ...("version" in item ? ["version"] : [])])];
  return {
    expression: held.map((_, at) => `#read${at} = :read${at}`).join(" AND "),
    names: Object.fromEntries(held.map((name, at) => [`#read${at}`, name])),
    values: Object.fromEntries(held.map((name, at) => [`:read${at}`, item[name]])),
  };
}
