import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { registerPartner } from "../../shared/partner/commands/register-partner.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import { partnerKeys } from "../../shared/partner/items/keys.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { aMasterKey } from "./builders/a-master-key.ts";
import { counterFaults } from "./audit/counters.ts";
import { headerSecretsOf, leaksIn, secretsOf, tableFaults } from "./audit/table.ts";
import { Customer } from "./stack/customer.ts";
import { Desk } from "./desk.ts";
import { clockAt } from "./builders/fixed-clock.ts";
import { someRules } from "./builders/some-rules.ts";
import { freshTable, type TestTable } from "./table/table.ts";

/** The product's commands on a table of this file's own. */
export interface Office extends Dependencies {
  readonly store: TestTable;
  /** A new partner at its desk, so that no test meets another's invitations. */
  desk(named?: { readonly cloud?: string; readonly sandbox?: boolean }): Promise<Desk>;
  /** The customer who got the newest link of an invitation. */
  customer(invitationId: string): Promise<Customer>;
  /** Changes a partner's flag as the operator would, without a command. */
  setPartner(partnerId: string, attributes: { frozen: boolean } | { linkEpoch: number }): Promise<void>;
}

/** How an office is opened. */
interface OfficeOptions {
  /** For each test a new one; without it one for the file. */
  readonly eachTest?: boolean;
  readonly newId?: Dependencies["newId"];
  /** As shipped without it. */
  readonly policy?: Policy;
}

/** Opens an office before the tests; afterwards its table is audited, whatever the tests were about. */
export function openOffice({
  eachTest = false,
  newId = idMaker(clockAt()),
  policy = someRules(),
}: OfficeOptions = {}): () => Office {
  const [before, after] = eachTest ? [beforeEach, afterEach] : [beforeAll, afterAll];
  let office: Office | undefined;
  before(async () => {
    office = await furnish(await freshTable(), newId, policy);
  });
  after(async () => {
    if (office === undefined) return;
    const items = await office.store.scan();
    await office.store.drop();
    const masterKey = await office.masterKey();
    const secrets = [...secretsOf(items, masterKey), ...headerSecretsOf(items, masterKey)];
    expect(items.length).toBeGreaterThan(0);
    expect(tableFaults(items)).toEqual([]);
    expect(counterFaults(items, office.store.failures())).toEqual([]);
    expect(leaksIn(JSON.stringify(items), secrets)).toEqual([]);
  });
  return () => {
    if (office === undefined) throw new Error("The office opens before the first test.");
    return office;
  };
}

async function furnish(store: TestTable, newId: Dependencies["newId"], policy: Policy): Promise<Office> {
  const key = aMasterKey();
  const dependencies: Dependencies = {
    table: store.table,
    masterKey: async () => key,
    newId,
    publicUrl: "https://rapport.example",
    policy,
  };
  let partners = 0;
  return {
    ...dependencies,
    store,
    desk: async ({ cloud = "public", sandbox = false } = {}) =>
      Desk.open(dependencies, await register(dependencies, { cloud, sandbox }, ++partners)),
    customer: (invitationId) => Customer.of(dependencies, invitationId),
    setPartner: async (partnerId, attributes) => {
      const found = { expression: "attribute_exists(PK)" };
      expect(await store.table.set(partnerKeys.profile(partnerId), attributes, found)).toBe(true);
    },
  };
}

async function register(
  dependencies: Dependencies,
  where: { readonly cloud: string; readonly sandbox: boolean },
  count: number,
): Promise<string> {
  const input = {
    displayName: `Partner ${count}`,
    kind: "direct-reseller",
    ...where,
    locale: "en",
    replyTo: null,
    notifications: [],
    verified: null,
  } as const;
  const cause = {
    actor: { kind: "operator", id: "operator-1" },
    now: clockAt()(),
    correlationId: "c-0",
    causationId: null,
  } as const;
  return (await registerPartner(dependencies, input, cause, null)).partner.id;
}

/** The refusal that an act ends with; a test that gets none fails here. */
export async function refused(act: Promise<unknown>): Promise<Refusal> {
  const outcome = await act.then(
    () => "It was not refused.",
    (error: unknown) => error,
  );
  if (outcome instanceof Refusal) return outcome;
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
}
