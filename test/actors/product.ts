import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { partnerKeys } from "../../shared/partner/items/keys.ts";
import { fulfilDataRequests } from "../../functions/fulfil-data-requests/handler.ts";
import { sweepDue, type SweepCounts } from "../../functions/sweep-due/handler.ts";
import { addressPseudonym } from "../../shared/crypto/pseudonyms.ts";
import { readHistory } from "../../shared/events/stored-events.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { invitationPlace } from "../../shared/invitation/items/item.ts";
import type { Invitation } from "../../shared/invitation/model.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { dueShards } from "../../shared/names.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import { ofCustomer } from "../../shared/relationship/items/item.ts";
import { storedRelationship } from "../../shared/relationship/items/pair.ts";
import type { Relationship } from "../../shared/relationship/model.ts";
import { customerPlace } from "../../shared/customer/items/item.ts";
import type { Customer as StoredCustomer } from "../../shared/customer/model.ts";
import { dueShardOf } from "../../shared/table/keys.ts";
import { present } from "../../shared/table/places.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { counterFaults } from "../support/audit/counters.ts";
import { readable, withInvitationsRead } from "../support/audit/events-in.ts";
import { checkHistory } from "../../infra/commands/history.ts";
import { headerSecretsOf, leaksIn, secretsOf, tableFaults } from "../support/audit/table.ts";
import { clockAt, later } from "../support/builders/fixed-clock.ts";
import { someRules } from "../support/builders/some-rules.ts";
import { freshTable, type TestTable } from "../support/table/table.ts";
import { Administrator, newestToken } from "./administrator.ts";
import { Customer } from "./customer.ts";
import { MailService } from "./mail-service.ts";
import { Operator } from "./operator.ts";
import { Partner } from "./partner.ts";

/** How the commands are set up. */
interface ProductOptions {
  /** For each test a new table; without it one for the file. */
  readonly eachTest?: boolean;
  readonly newId?: Dependencies["newId"];
  /** As shipped without it. */
  readonly policy?: Policy;
}

/** The product's commands on a table of this file's own, and everybody who calls them. */
export class Product implements Dependencies {
  readonly store: TestTable;
  readonly table: TestTable["table"];
  readonly newId: Dependencies["newId"];
  readonly policy: Policy;
  readonly publicUrl = "https://rapport.example";
  readonly operator: Operator;
  readonly mailService: MailService;
  readonly #key = aMasterKey();

  constructor(store: TestTable, newId: Dependencies["newId"], policy: Policy) {
    this.store = store;
    this.table = store.table;
    this.newId = newId;
    this.policy = policy;
    this.operator = new Operator(this);
    this.mailService = new MailService(this);
  }

  masterKey = async (): ReturnType<Dependencies["masterKey"]> => this.#key;

  /** A new partner, so that no test meets another's invitations. */
  async partner(named: Parameters<Operator["register"]>[0] = {}): Promise<Partner> {
    return new Partner(this, (await this.operator.register(named)).partner.id);
  }

  /** The customer who got the newest link of an invitation. */
  customer(invitationId: string): Promise<Customer> {
    return Customer.of(this, invitationId);
  }

  /** The founder of a new customer. */
  founder(email: string, named?: Parameters<typeof Administrator.found>[2]): Promise<Administrator> {
    return Administrator.found(this, email, named);
  }

  /** The first administrator of a customer, or the person with an address. */
  administrator(customerId: string, { at, email }: { at?: Instant; email?: string } = {}): Promise<Administrator> {
    return email === undefined
      ? Administrator.firstOf(this, customerId, at)
      : Administrator.of(this, customerId, email, at);
  }

  /** The token of the newest mail that an address asked for to sign in; null where none was mailed. */
  signInToken(email: string): Promise<string | null> {
    return newestToken(this, email);
  }

  /** Runs the job of one shard, by any id in it, or of all of them, with so many milliseconds left. */
  async sweep(at: Instant, { of, timeLeft = 60_000 }: { of?: string; timeLeft?: number } = {}): Promise<SweepCounts> {
    const context = { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => timeLeft };
    const handle = sweepDue(this, () => at);
    if (of !== undefined) return handle({ shard: dueShardOf(of) }, context);
    let counts = {} as SweepCounts;
    for (const shard of dueShards) counts = await handle({ shard }, context);
    return counts;
  }

  /** Runs the job of exports and erasures until a moment, every five minutes, with so many milliseconds left in each run. */
  async fulfilDataRequests(from: Instant, runs = 8, timeLeft = 200_000): Promise<void> {
    const context = { awsRequestId: "run-1", getRemainingTimeInMillis: () => timeLeft };
    for (let run = 0; run < runs; run++) {
      await fulfilDataRequests({ ...this.needs, scan: this.store.scanPage, receiptYears: 10 }, () =>
        later({ minutes: 5 * run }, from),
      )({}, context);
    }
  }

  /** What jobs are given. */
  get needs(): Pick<Dependencies, "table" | "masterKey"> {
    return { table: this.table, masterKey: this.masterKey };
  }

  /** Changes a partner's flag as the operator would, without a command. */
  async setPartner(partnerId: string, attributes: { frozen: boolean } | { linkEpoch: number }): Promise<void> {
    const found = { expression: "attribute_exists(PK)" };
    for (const key of [partnerKeys.profile(partnerId), partnerKeys.standing(partnerId)])
      expect(await this.table.set(key, attributes, found)).toBe(true);
  }

  /** Pseudonym of an address. */
  async addressOf(email: string): Promise<string> {
    return addressPseudonym(email, this.#key);
  }

  storedInvitation(id: string): Promise<Invitation> {
    return this.table.read(present(invitationPlace(id)));
  }

  storedCustomer(id: string): Promise<StoredCustomer> {
    return this.table.read(present(customerPlace(id)));
  }

  async storedRelationship(id: string): Promise<Relationship> {
    const stored = (await storedRelationship(this.table, id))!;
    return ofCustomer(stored, await this.storedCustomer(stored.customerId));
  }

  /** Holds everything in the table against itself, whatever the tests were about. */
  async audit(): Promise<void> {
    const stored = await this.store.scan();
    const items = withInvitationsRead(stored);
    const secrets = [...secretsOf(items, this.#key), ...headerSecretsOf(items, this.#key)];
    expect(items.length).toBeGreaterThan(0);
    expect([...tableFaults(items), ...(await checkHistory(stored)).faults]).toEqual([]);
    expect(counterFaults(items, this.store.failures())).toEqual([]);
    expect(leaksIn(JSON.stringify(readable(items)), secrets)).toEqual([]);
  }

  /** Types of the events of an aggregate and its parts, in order. */
  async typesOf(id: string): Promise<string[]> {
    return (await readHistory(this.table, id)).map(({ type }) => type);
  }
}

/** Sets the commands up before the tests; afterwards the table is audited. */
export function openProduct({
  eachTest = false,
  newId = idMaker(clockAt()),
  policy = someRules(),
}: ProductOptions = {}): () => Product {
  const [before, after] = eachTest ? [beforeEach, afterEach] : [beforeAll, afterAll];
  let product: Product | undefined;
  before(async () => {
    product = new Product(await freshTable(), newId, policy);
  });
  after(async () => {
    if (product === undefined) return;
    await product.audit();
    await product.store.drop();
  });
  return () => {
    if (product === undefined) throw new Error("The product is set up before the first test.");
    return product;
  };
}

/** The refusal that a call ends with; a test that gets none fails here. */
export async function refused(call: Promise<unknown>): Promise<Refusal> {
  const outcome = await call.then(
    () => "It was not refused.",
    (error: unknown) => error,
  );
  if (outcome instanceof Refusal) return outcome;
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
}
