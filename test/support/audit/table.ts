import { callbackSecrets } from "../../../shared/crypto/callback-secrets.ts";
import { codeFor } from "../../../shared/codes/code-for.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import type { MasterKey } from "../../../shared/crypto/master-key.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signSignIn } from "../../../shared/crypto/sign-in.ts";
import { signStop } from "../../../shared/crypto/stops.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { portalNames } from "../../../shared/policy/portals.ts";
import { erasedText } from "../../../shared/kernel/personal.ts";
import { customerDueAt } from "../../../shared/customer/rules/administrators.ts";
import { relationshipDueAt } from "../../../shared/relationship/rules/time.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import { rightsPlace } from "../../../shared/customer/items/administered.ts";
import { isReachable, parseAddress, addressKeys } from "../../../shared/delivery/address-item.ts";
import { issuedCode } from "../../../shared/codes/model.ts";
import { parseCustomer } from "../../../shared/customer/items/item.ts";
import { parseEvents } from "../../../shared/events/stored-events.ts";
import { parseInvitation } from "../../../shared/invitation/items/item.ts";
import { parseUser } from "../../../shared/users/item.ts";
import { parsePartner } from "../../../shared/partner/items/partners.ts";
import { parseStoredRelationship, relationshipItem, withAttendance } from "../../../shared/relationship/items/item.ts";
import { sendersPlace } from "../../../shared/customer/items/senders.ts";
import { signInPlace } from "../../../shared/portal-access/sign-in-item.ts";
import { parseSupportRequest } from "../../../shared/support/item.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { personalLeftIn, schemaFaults } from "../contract/schemas.ts";
import { offerFaults } from "./receipts.ts";
import { eventsIn } from "./events-in.ts";
import { weekFaults } from "./weeks.ts";

/** How an item's aggregate is named and which version it is at; items of other entities have no events. */
const aggregates: Readonly<Record<string, (item: RawItem) => readonly [aggregate: string, version: number]>> = {
  invitation: (item) => [parseInvitation(item).id, parseInvitation(item).version],
  delivery: (item) => [`${String(item["invitationId"])}/delivery`, Number(item["version"])],
  notes: (item) => [`${String(item["invitationId"])}/notes`, Number(item["version"])],
  relationship: (item) => [String(item["id"]), parseStoredRelationship(item).version],
  partner: (item) => [parsePartner(item).id, parsePartner(item).version],
  user: (item) => [`${parseUser(item).partnerId}/user-${parseUser(item).id}`, parseUser(item).version],
  "code-watch": (item) => [`${String(item["partnerId"])}/codes`, Number(item["version"])],
  senders: (item) => [`${String(item["customerId"])}/senders`, sendersPlace("").parse(item).version],
  "partner-customer": (item) => [
    `${String(item["customerId"])}/${String(item["partnerId"])}`,
    Number(item["annotations"] ?? 0),
  ],
  customer: (item) => [parseCustomer(item).id, parseCustomer(item).version],
  "support-request": (item) => [parseSupportRequest(item).id, parseSupportRequest(item).version],
  job: (item) => [String(item["id"]), Number(item["version"])],
  "data-request": (item) => [String(item["id"]), Number(item["version"])],
  "sign-in": (item) => {
    const { address, version } = signInPlace("").parse(item);
    return [`adr_${address}/sign-in`, version];
  },
};

const of = (items: readonly RawItem[], entity: string): RawItem[] => items.filter((item) => item["entity"] === entity);

/**
 * Audits a whole table, and answers what is wrong: a sequence number without its one event, an event without state, in
 * another place, against its schema or before the one that it follows, a pending invitation without its lock, a lock without its holder, a relationship in another place than its state says, an administrator whom no mail reaches, an event with another mark than what it is about, an offer with another digest, a mail address where a pseudonym is enough.
 */
export function tableFaults(items: readonly RawItem[]): string[] {
  const versions = new Map([
    ...items.flatMap((item) => {
      const read = aggregates[String(item["entity"])];
      return read ? [read(item)] : [];
    }),
    // A user who was removed has no item any more, and the removal is the last thing that happened.
    ...eventsIn(items)
      .filter(({ type }) => type === "PartnerUserRemoved")
      .map(({ metadata: { aggregate, sequence } }) => [aggregate, sequence] as const),
  ]);
  const expected = new Set(
    [...versions].flatMap(([aggregate, version]) =>
      Array.from({ length: version }, (_, at) => `${aggregate}:${at + 1}`),
    ),
  );
  const events = eventsIn(items);
  const found = new Set(events.map(({ metadata }) => metadata.eventId));
  return [
    ...[...expected.difference(found)].map((id) => `${id} has no event`),
    ...[...found.difference(expected)].map((id) => `${id} has no state`),
    ...events.flatMap((event) => [...schemaFaults(event), ...personalLeftIn(event)]),
    ...fallenTimes(events),
    ...markFaults(items, events),
    ...misfiled(items),
    ...lockFaults(items),
    ...lockTermFaults(items),
    ...offerFaults(items),
    ...weekFaults(items),
    ...unreachableFaults(items),
    ...of(items, "address")
      .filter((item) => JSON.stringify(item).includes("@"))
      .map((item) => `${String(item["PK"])} holds an address`),
  ];
}

/** Whether the data of the addressee of an invitation were erased. */
const isErased = (item: RawItem): boolean => parseInvitation(item).terms.customer.email === erasedText;

/** Administrators to whom no mail can arrive: they would count as reachable, and learn of nothing. */
function unreachableFaults(items: readonly RawItem[]): string[] {
  const unreachable = new Set(
    of(items, "address")
      .filter((item) => !isReachable(parseAddress(item)))
      .map((item) => item["PK"]),
  );
  return of(items, "customer")
    .map(parseCustomer)
    .flatMap(({ id, administrators }) =>
      administrators
        .filter((one) => unreachable.has(addressKeys.address(one.id).PK))
        .map((one) => `${id} has ${one.id} as administrator, whom no mail reaches`),
    );
}

/** Events that do not say of their partner or customer whether it is test data. */
function markFaults(items: readonly RawItem[], events: readonly StoredEvent[]): string[] {
  const sandboxes = new Map([
    ...of(items, "partner").map((item) => [String(item["id"]), parsePartner(item).sandbox] as const),
    ...of(items, "customer").map((item) => [String(item["id"]), parseCustomer(item).sandbox !== null] as const),
  ]);
  return events.flatMap(({ metadata: { aggregate, eventId, partnerId, sandbox } }) => {
    const expected = sandboxes.get(partnerId ?? aggregate.split("/")[0] ?? "") ?? sandbox;
    return expected === sandbox ? [] : [`${eventId} says sandbox: ${sandbox}`];
  });
}

const fallenTimes = (events: readonly StoredEvent[]): string[] =>
  [...Map.groupBy(events, ({ metadata }) => metadata.aggregate).values()].flatMap((ofAggregate) => {
    const inTurn = ofAggregate.map(({ metadata }) => metadata).sort((a, b) => a.sequence - b.sequence);
    return inTurn
      .filter(({ occurredAt }, at) => occurredAt < (inTurn[at - 1]?.occurredAt ?? ""))
      .map(({ eventId }) => `${eventId} occurred before the event that it follows`);
  });

const partitions: Readonly<Record<string, string>> = {
  inv: "INV#",
  rel: "REL#",
  ptn: "PTN#",
  cus: "CUS#",
  adr: "SIGNIN#",
  job: "JOB#",
  sup: "SUP#",
};

/** Events that lie in another kind of partition than what they are about. */
const misfiled = (items: readonly RawItem[]): string[] =>
  of(items, "event").flatMap((item) => {
    const { aggregate } = parseEvents(item)[0]!.metadata;
    const PK = `${partitions[aggregate.slice(0, 3)] ?? ""}${aggregate.split("/")[0]}`;
    return item["PK"] === PK ? [] : [`${aggregate} is filed under ${String(item["PK"])}`];
  });

/** Locks of open invitations that do not say what their holder says. */
const lockTermFaults = (items: readonly RawItem[]): string[] => {
  const held = new Map(of(items, "invitation").map((item) => [String(item["id"]), item]));
  return of(items, "open-invitation").flatMap((lock) => {
    const holder = held.get(String(lock["invitationId"]));
    if (holder === undefined) return [];
    const { issue, terms, partnerId } = holder as unknown as {
      partnerId: string;
      issue: { expiresAt: string } | null;
      terms: { relationship: string };
    };
    const fits =
      lock["PK"] === `PTN#${partnerId}#OPEN` &&
      String(lock["SK"]).startsWith(`${terms.relationship}#`) &&
      lock["expiresAt"] === issue?.expiresAt;
    return fits ? [] : [`The lock of ${String(holder["id"])} is another's or ends at another time`];
  });
};

/** Where an item lies, and where the indexes list it. */
const placeIn = ({ PK, SK, GSI1PK, GSI1SK, GSI2SK }: RawItem): string => [PK, SK, GSI1PK, GSI1SK, GSI2SK].join(" ");

function lockFaults(items: readonly RawItem[]): string[] {
  const ids = (entity: string, field: string): string[] => of(items, entity).map((item) => String(item[field]));
  const pending = of(items, "invitation").filter((item) => item["status"] === "pending");
  const due = ["invitation", "relationship", "customer"]
    .flatMap((entity) => of(items, entity))
    .filter((item) => item["GSI2PK"] !== undefined);
  const relationships = of(items, "relationship").map((item) => withAttendance(parseStoredRelationship(item), true));
  const customers = of(items, "customer").map(parseCustomer);
  const dueCustomers = customers.filter((customer) => customerDueAt(customer) !== null);
  const timed = relationships.filter((relationship) => relationshipDueAt(relationship) !== null);
  const restorations = pending.filter((item) => item["relationshipId"] !== null);
  const waiting = of(items, "invitation").filter((item) => ["draft", "pending"].includes(String(item["status"])));
  const invited = new Set(ids("invitation", "id"));
  const requests = of(items, "support-request").map(parseSupportRequest);
  const listed = (by: string): string[] =>
    of(items, "list-entry")
      .filter((item) => `${String(item["PK"])}#`.includes(`#${by}#`))
      .map((item) => String(item["SK"]))
      // One that is left of an attempt to create an invitation names none.
      .filter((id) => invited.has(id));
  const pairs: [string, string[], string[]][] = [
    [
      "locks and pending invitations",
      ids("open-invitation", "invitationId"),
      pending.map((item) => String(item["id"])),
    ],
    [
      "standings of partners",
      of(items, "partner-standing").map((item) => JSON.stringify([item["PK"], item["linkEpoch"], item["frozen"]])),
      of(items, "partner").map((item) => JSON.stringify([item["PK"], item["linkEpoch"], item["frozen"]])),
    ],
    [
      "relationships and their places",
      of(items, "relationship").map(placeIn),
      relationships.map(relationshipItem).map(placeIn),
    ],
    [
      "pointers and open requests for permissions",
      of(items, "open-restoration").map((item) => `${String(item["PK"])} ${String(item["invitationId"])}`),
      restorations.map((item) => `REL#${String(item["relationshipId"])} ${String(item["id"])}`),
    ],
    ["entries of all and invitations", listed("INV"), ids("invitation", "id")],
    [
      "entries by address and invitations",
      listed("TO"),
      of(items, "invitation")
        .filter((item) => !isErased(item))
        .map((item) => String(item["id"])),
    ],
    [
      "support requests and their entries for customers",
      of(items, "support-entry")
        .filter((item) => String(item["PK"]).startsWith("CUS#"))
        .map((item) => `${String(item["PK"])} ${String(item["SK"])}`),
      requests.map(({ customerId, id }) => `CUS#${customerId} SUP#${id}`),
    ],
    [
      "support requests and their entries for the operator",
      of(items, "support-entry").flatMap((item) =>
        item["SK"] === "OPERATOR" ? [`${String(item["GSI1PK"])} ${String(item["GSI1SK"])}`] : [],
      ),
      requests.map(({ status, id }) => `SUPPORT#${status} ${id}`),
    ],
    ["entries by creator and invitations", listed("BY"), ids("invitation", "id")],
    [
      "rights of addresses and administrators of customers",
      of(items, "administered").flatMap((item) => {
        const { address, customers } = rightsPlace("").parse(item);
        return customers.map((id) => `${address} ${id}`);
      }),
      customers.flatMap(({ id: customer, administrators }) => administrators.map(({ id }) => `${id} ${customer}`)),
    ],
    [
      "customers without administrators and their entries",
      of(items, "unattended-customer").map((item) => String(item["SK"])),
      customers.filter(({ administrators }) => administrators.length === 0).map(({ id }) => id),
    ],
    [
      "due entries and what waits",
      due.map((item) => String(item["id"])),
      [...waiting.map((item) => String(item["id"])), ...[...timed, ...dueCustomers].map(({ id }) => id)],
    ],
  ];
  return pairs
    .filter(([, left, right]) => JSON.stringify([...left].sort()) !== JSON.stringify([...right].sort()))
    .map(([what, left, right]) => `${what} differ: ${left.join()} | ${right.join()}`);
}

/** What nobody may find anywhere: the mac of every link, to an offer, to report a code or to sign in, and portals' secrets. */
export function secretsOf(items: readonly RawItem[], masterKey: MasterKey): string[] {
  const macs = of(items, "invitation").flatMap((item) => {
    const { id, issue, terms } = parseInvitation(item);
    if (issue === null) return [];
    const address = addressPseudonym(terms.customer.email, masterKey);
    return Array.from({ length: issue.linkVersion }, (_, at) => at + 1)
      .flatMap((version) => [
        signLink({ invitationId: id, version, epoch: issue.linkEpoch }, masterKey),
        signStop({ kind: "code", subject: id, address, number: version }, masterKey),
      ])
      .map((link) => link.split(".").at(-1) ?? "");
  });
  const signIns = of(items, "sign-in").flatMap((item) => {
    const newest = signInPlace("").parse(item);
    return Array.from({ length: newest.version }, (_, at) => {
      return (
        signSignIn({ ...newest, number: at + 1 }, masterKey)
          .split(".")
          .at(-1) ?? ""
      );
    });
  });
  const portals = Object.keys(portalNames).map((id) => callbackSecrets(id, masterKey).current.toString("base64"));
  return [...macs, ...signIns, ...portals.map((secret) => secret.replaceAll(/[+/]/g, String.raw`\$&`))];
}

/**
 * What stands in the header of a mail: every code that was made, in a subject, and the macs with which customers leave
 * reminders. SES quotes headers in its own events, so those have them; nothing else has.
 */
export function headerSecretsOf(items: readonly RawItem[], masterKey: MasterKey): string[] {
  const codes = of(items, "code").flatMap((item) => {
    const newest = issuedCode.parse(item);
    return Array.from({ length: newest.number }, (_, at) => codeFor({ ...newest, number: at + 1 }, masterKey) ?? "");
  });
  const waysOut = of(items, "invitation").map((item) => {
    const { partnerId, terms } = parseInvitation(item);
    const address = addressPseudonym(terms.customer.email, masterKey);
    return signUnsubscribe({ partnerId, address }, masterKey).split(".").at(-1) ?? "";
  });
  return [...codes, ...waysOut];
}

/** The secrets that stand in a text, on their own and not as a run of digits inside something longer. */
export const leaksIn = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => new RegExp(`(?<![A-Za-z0-9])${secret}(?![A-Za-z0-9])`).test(text));
