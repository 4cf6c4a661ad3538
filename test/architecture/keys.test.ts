import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeKeys } from "../../shared/codes/item.ts";
import { consoleKeys } from "../../shared/console-access/session-item.ts";
import { customerKeys } from "../../shared/customer/items/keys.ts";
import { dataRequestKeys } from "../../shared/data-requests/item.ts";
import { addressKeys } from "../../shared/delivery/address-item.ts";
import { mailKey } from "../../shared/delivery/claim-item.ts";
import { eventKeys } from "../../shared/events/stored-events.ts";
import { invitationKeys } from "../../shared/invitation/items/keys.ts";
import { progressKey, weekKey } from "../../shared/metrics/item.ts";
import { partnerKeys } from "../../shared/partner/items/keys.ts";
import { sessionKey, signInKey } from "../../shared/portal-access/sign-in-item.ts";
import { relationshipKeys } from "../../shared/relationship/items/keys.ts";
import { heartbeatKey } from "../../shared/table/heartbeat.ts";
import { idempotencyKey } from "../../shared/table/idempotency.ts";
import { supportKeys } from "../../shared/support/item.ts";
import { jobKeys } from "../../shared/jobs/item.ts";
import type { Key } from "../../shared/table/keys.ts";
import { templateKeys } from "../../shared/templates/item.ts";
import { relationshipTypes } from "../../shared/terms/model.ts";
import { userKeys } from "../../shared/users/item.ts";
import { importsOf, readSources } from "../support/source-files.ts";
import { keysMadeIn, makesKeys } from "./key-syntax.ts";

// Few and short, so that two that are drawn are often the same; and some that look like what keys are made with.
const words = ["STATE", "CUSTOMERS", "OPEN", "SIGNIN", "CODES", "7", "A", "B"];
const word = fc.constantFrom(...words);
const idOf = (prefix: string) => word.map((text) => `${prefix}_${text}`);
const values = fc.record({
  invitation: idOf("inv"),
  relationship: idOf("rel"),
  customer: idOf("cus"),
  partner: idOf("ptn"),
  template: idOf("tpl"),
  job: idOf("job"),
  request: idOf("sup"),
  /** Pseudonyms, hashes and chosen names. */
  word,
  type: fc.constantFrom(...relationshipTypes),
  at: fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"),
  day: fc.constantFrom("2026-01-01", "2026-01-02"),
  part: fc.constantFrom("", "/delivery", "/codes", "/sign-in"),
  sequence: fc.nat(2),
});
type Values = typeof values extends fc.Arbitrary<infer Value> ? Value : never;

interface Range {
  readonly PK: string;
  readonly prefix: string;
}
type Patterns<Keys> = { readonly [Name in keyof Keys]: Key | Range };

/** Every pattern of a key or of a range, by the room that it lies in. */
const patternsOf = (v: Values): Readonly<Record<string, Readonly<Record<string, Key | Range>>>> => ({
  invitation: {
    state: invitationKeys.state(v.invitation),
    open: invitationKeys.open(v.partner, v.type, v.word),
    entry: invitationKeys.entry(v.partner, v.invitation),
    addressEntry: invitationKeys.addressEntry(v.partner, v.word, v.invitation),
    startEntry: invitationKeys.startEntry(v.partner, v.word, v.invitation),
    tagEntry: invitationKeys.tagEntry(v.partner, v.word, v.invitation),
    creatorEntry: invitationKeys.creatorEntry(v.partner, v.word, v.invitation),
  } satisfies Patterns<typeof invitationKeys>,
  relationship: {
    live: relationshipKeys.live(v.customer, v.partner, v.type),
    allLive: relationshipKeys.allLive(v.customer),
    past: relationshipKeys.past(v.customer, v.relationship),
    allPast: relationshipKeys.allPast(v.customer),
    restoration: relationshipKeys.restoration(v.relationship, v.word),
    allRestorations: relationshipKeys.allRestorations(v.relationship),
    entry: relationshipKeys.entry({ customerId: v.customer, partnerId: v.partner, type: v.type }, v.relationship),
    strangers: relationshipKeys.strangers(v.relationship, v.day),
  } satisfies Patterns<typeof relationshipKeys>,
  customer: {
    state: customerKeys.state(v.customer),
    senders: customerKeys.senders(v.customer),
    ofPartner: customerKeys.ofPartner(v.partner, v.customer),
    administered: customerKeys.administered(v.word),
    found: customerKeys.found(v.partner, v.word, v.customer),
    unattended: customerKeys.unattended(v.customer),
  } satisfies Patterns<typeof customerKeys>,
  partner: {
    profile: partnerKeys.profile(v.partner),
    standing: partnerKeys.standing(v.partner),
    name: partnerKeys.name(v.word),
    reports: partnerKeys.reports(v.partner),
    counters: partnerKeys.counters(v.partner),
    confirmationQuota: partnerKeys.confirmationQuota(v.partner, v.day),
    addressQuota: partnerKeys.addressQuota(v.partner, v.word, v.day),
  } satisfies Patterns<typeof partnerKeys>,
  users: {
    user: userKeys.user(v.partner, v.word),
    mailbox: userKeys.mailbox(v.partner, v.word),
  } satisfies Patterns<typeof userKeys>,
  templates: {
    template: templateKeys.template(v.partner, v.template),
    index: templateKeys.index(v.partner),
  } satisfies Patterns<typeof templateKeys>,
  codes: {
    watch: codeKeys.watch(v.partner),
    release: codeKeys.release(v.partner),
    wrong: codeKeys.wrong(v.partner, v.day),
    ofMailbox: codeKeys.ofMailbox(v.partner, v.word, v.day),
  } satisfies Patterns<typeof codeKeys>,
  delivery: {
    address: addressKeys.address(v.word),
    lift: addressKeys.lift(v.word, v.at),
    allLifts: addressKeys.allLifts(v.word),
    mail: mailKey({ eventId: `${v.invitation}:${v.sequence}`, kind: v.word, address: v.word, partnerId: v.partner }),
  } satisfies Patterns<typeof addressKeys & { mail: unknown }>,
  "portal-access": { session: sessionKey(v.word), signIn: signInKey(v.word) },
  "console-access": {
    session: consoleKeys.session(v.word),
    signedOut: consoleKeys.signedOut(v.partner, v.word),
  } satisfies Patterns<typeof consoleKeys>,
  metrics: { progress: progressKey(v.invitation), week: weekKey(v.partner, "2026-W01") },
  support: {
    state: supportKeys.state(v.request),
    ofOperator: supportKeys.ofOperator(v.request),
    ofCustomer: supportKeys.ofCustomer(v.customer, v.request),
    allOfCustomer: supportKeys.allOfCustomer(v.customer),
  } satisfies Patterns<typeof supportKeys>,
  jobs: {
    state: jobKeys.state(v.job),
    page: jobKeys.page(v.job, v.sequence),
    result: jobKeys.result(v.job, v.sequence),
    results: jobKeys.results(v.job),
    open: jobKeys.open(v.partner),
  } satisfies Patterns<typeof jobKeys>,
  "data-requests": {
    state: dataRequestKeys.state(v.job),
    open: dataRequestKeys.open(v.job),
    exported: dataRequestKeys.exported(v.job, v.word),
  } satisfies Patterns<typeof dataRequestKeys>,
  table: {
    heartbeat: heartbeatKey(),
    idempotency: idempotencyKey({ partnerId: v.partner, route: v.word, key: v.word }),
  },
  events: {
    event: eventKeys.event(`${v.partner}${v.part}`, v.sequence),
    ofPart: eventKeys.ofPart(v.customer, v.partner),
    all: eventKeys.all(v.invitation),
  } satisfies Patterns<typeof eventKeys>,
});

const meet = (one: Key | Range, other: Key | Range): boolean =>
  one.PK === other.PK &&
  ("prefix" in one
    ? ("prefix" in other ? other.prefix : other.SK).startsWith(one.prefix)
    : "SK" in other && one.SK === other.SK);

/** Of an aggregate or an address: what several rooms keep there is read by its key or by a range, never as a whole. */
const isShared = /^(INV|REL|PTN|CUS|SIGNIN|ADR|JOB|SUP)#[^#]+$/;

test("no two patterns of different rooms meet", () => {
  fc.assert(
    fc.property(values, values, (first, second) => {
      const others = Object.entries(patternsOf(second));
      for (const [room, patterns] of Object.entries(patternsOf(first)))
        for (const [other, otherPatterns] of others.filter(([name]) => name !== room))
          for (const [name, pattern] of Object.entries(patterns))
            for (const [otherName, otherPattern] of Object.entries(otherPatterns)) {
              const what = `${room} ${name} and ${other} ${otherName}`;
              if (meet(pattern, otherPattern)) throw new Error(`${what} meet at ${JSON.stringify(pattern)}`);
              if (pattern.PK === otherPattern.PK && !isShared.test(pattern.PK))
                throw new Error(`${what} share the partition ${pattern.PK}`);
            }
    }),
  );
});

test.each<[boolean, Key | Range, Key | Range]>([
  [true, { PK: "P", SK: "A" }, { PK: "P", SK: "A" }],
  [true, { PK: "P", prefix: "A#" }, { PK: "P", SK: "A#1" }],
  [true, { PK: "P", prefix: "A#" }, { PK: "P", prefix: "A#B#" }],
  [false, { PK: "P", SK: "A" }, { PK: "P", SK: "B" }],
  [false, { PK: "P", SK: "A" }, { PK: "Q", SK: "A" }],
  [false, { PK: "P", prefix: "A#" }, { PK: "P", SK: "A" }],
])("that two patterns meet is %s of %j and %j", (expected, one, other) => {
  expect(meet(one, other)).toBe(expected);
});

describe("keys are made", () => {
  const product = readSources().filter(({ path }) => /^(functions|shared)\//.test(path));

  test.each([
    ["customer/commands/x", "const key = { PK: of(id), ...sort };"],
    ["customer/commands/x", `const key = { ["PK"]: id };`],
    ["customer/commands/x", "const keyAt = (PK: string) => ({ PK });"],
    ["customer/commands/x", "const entry = { GSI2SK: at };"],
    ["customer/commands/x", "key.SK = at;"],
    ["customer/commands/x", `key["PK"] = id;`],
    ["customer/commands/x", "const partition = `PTN#${id}`;"],
    ["customer/commands/x", "const sort = `${day}#OPEN`;"],
    ["customer/commands/x", `const partition = ["PTN", id].join("#");`],
    ["customer/rules/x", "const partition = aggregatePartition;"],
    ["customer/items/x", "export const keyAt = (PK: string): Key => ({ PK, SK: 'STATE' });"],
    ["customer/items/x", "export const keyAt = (at: Key): Key => ({ PK: at.PK, SK: 'STATE' });"],
    ["customer/items/x", "export const keyAt = (kind: string): Key => ({ PK: `${kind}#1`, SK: 'STATE' });"],
    ["customer/items/x", "export function keyAt({ of }: Of, id: string): Key { return { PK: of(id), SK: 'STATE' }; }"],
  ])("by shared/%s, which is refused: %s", (path, text) => {
    expect(keysMadeIn({ path: `shared/${path}.ts`, text })).toHaveLength(1);
  });

  test.each([
    ["customer/commands/x", "const name = ({ PK, SK }: Key) => log(PK, key.SK, customerKeys.state(id));"],
    ["customer/commands/x", "const schema = z.object({ PK: z.string() });"],
    ["customer/commands/x", `const [, id] = key.PK.split("#");`],
    ["customer/items/x", "const keys = { state: (id: string) => ({ PK: aggregatePartition(id), SK: id }) };"],
    ["customer/items/x", "const keys = { of: (id: string) => ({ PK: `PTN#${id}`, SK: `AT#${id}` }) };"],
  ])("by shared/%s, which is allowed: %s", (path, text) => {
    expect(keysMadeIn({ path: `shared/${path}.ts`, text })).toEqual([]);
  });

  test("where their patterns lie, and nowhere else", () => {
    expect(product.flatMap(keysMadeIn)).toEqual([]);
  });

  test("in files whose patterns are compared here, and nowhere else", () => {
    const makers = product.filter(makesKeys).map(({ path }) => path);
    const path = "test/architecture/keys.test.ts";
    const compared = importsOf({ path, text: readFileSync(join(import.meta.dirname, "keys.test.ts"), "utf8") });
    expect(makers.length).toBeGreaterThan(10);
    expect(makers.filter((maker) => !compared.includes(maker))).toEqual([]);
  });
});
