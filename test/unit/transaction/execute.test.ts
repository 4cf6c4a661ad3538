import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { commit, type Decision } from "../../../shared/transaction/commit.ts";
import { closing, closingOne, withinQuotas, type Counting } from "../../../shared/partner/commands/counted-quotas.ts";
import { execute } from "../../../shared/transaction/execute.ts";
import { claimed } from "../../../shared/transaction/claim.ts";
import { idempotencyWrite } from "../../../shared/table/idempotency.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { presence } from "../../../shared/table/places.ts";
import { readerOf } from "../../../shared/table/plans.ts";
import { counterOf } from "../../../shared/partner/items/quotas.ts";
import { Superseded } from "../../../shared/table/superseded.ts";
import type { Key } from "../../../shared/table/keys.ts";
import type { Table } from "../../../shared/table/table.ts";
import type { Write } from "../../../shared/table/writes.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const claim = { partnerId: ids.partner, route: "r", key: "k", bodyHash: "hash" };
const record = { status: 201, aggregate: ids.invitation, sequence: 2 };
const recorded = idempotencyWrite(claim, record, now).item;
const write: Write = { kind: "put", item: { ...partnerKeys.profile(ids.partner), entity: "partner" } };
const written = (answer = "done"): Decision<string> => ({ answer: () => answer, writes: [write], record });
const nothingRead = async () => null;

/** A transaction that fails with each of the errors in turn and then succeeds. */
function failing(...errors: readonly Error[]): Table["transact"] {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error) throw error;
  };
}

describe("a command", () => {
  test("that lost a race is loaded and decided again, on what is true then", async () => {
    const { table } = scriptedTable([], { transact: failing(new Superseded(), new Superseded()) });
    const rounds: boolean[] = [];
    let version = 0;
    const done = await execute(
      table,
      { now },
      async () => ++version,
      (found, { isAgain }) => {
        rounds.push(isAgain);
        return written(`on version ${found}`);
      },
    );
    expect(done).toBe("on version 3");
    expect(rounds).toEqual([false, true, true]);
  });

  test("that loses five races is refused as busy", async () => {
    let loads = 0;
    const losing = execute(
      scriptedTable([]).table,
      { now },
      async () => ++loads,
      () => {
        throw new Superseded();
      },
    );
    await expect(losing).rejects.toMatchObject({ kind: "busy" });
    expect(loads).toBe(5);
  });

  test("that fails with another error is not repeated", async () => {
    const { table } = scriptedTable([], { transact: failing(new Error("no")) });
    await expect(execute(table, { now }, nothingRead, () => written())).rejects.toThrow("no");
  });

  test("runs a side effect once over all rounds, and again only when its result no longer holds", async () => {
    const { table } = scriptedTable([], { transact: failing(new Superseded(), new Superseded()) });
    let version = 0;
    const done: string[] = [];
    const effect = async (name: string) => {
      done.push(name);
      return name;
    };
    await execute(
      table,
      { now },
      async () => ++version,
      async (found, { once }) => {
        await once(
          () => effect(`of version ${found}`),
          (kept) => found < 3 || kept === "of version 3",
        );
        return written();
      },
    );
    expect(done).toEqual(["of version 1", "of version 3"]);
  });

  test("that changes nothing and claims nothing writes nothing", async () => {
    const { table, transactions } = scriptedTable([]);
    const same = (): Decision<string> => ({ answer: () => "same", writes: [], record });
    expect(await execute(table, { now }, nothingRead, same)).toBe("same");
    expect(transactions).toEqual([]);
  });
});

describe("a command with a claim", () => {
  const load = (reads: Pick<Table, "read">) => reads.read(presence(partnerKeys.profile(ids.partner)));
  const again = async ({ aggregate, sequence }: { aggregate: string; sequence: number }) => `${aggregate} ${sequence}`;
  const run = (items: readonly Record<string, unknown>[], asked = claim, at = now) => {
    const { table, transactions } = scriptedTable(items);
    const answer = execute(table, { now: at, claim: claimed(asked) }, load, () => written(), again);
    return { answer, transactions };
  };

  test("gives the answer of an earlier, equal request again and writes nothing", async () => {
    const { answer, transactions } = run([recorded]);
    expect(await answer).toBe(`${ids.invitation} 2`);
    expect(transactions).toEqual([]);
  });

  test("is refused under a key that came with another body, by the name under which it was sent", async () => {
    const refusal = {
      kind: "idempotency-key-reused",
      message: expect.stringMatching(/^This Idempotency-Key /) as string,
    };
    await expect(run([recorded], { ...claim, bodyHash: "other" }).answer).rejects.toMatchObject(refusal);
  });

  test("is carried out anew when the 24 hours of the record are over", async () => {
    expect(await run([recorded], claim, later({ days: 1, ms: -1 })).answer).toBe(`${ids.invitation} 2`);
    expect(await run([recorded], claim, later({ days: 1 })).answer).toBe("done");
  });

  test("stores its record in the same transaction", async () => {
    const { answer, transactions } = run([]);
    expect(await answer).toBe("done");
    expect(transactions).toEqual([[write, idempotencyWrite(claim, record, now)]]);
  });

  test("reads the record with the first read and not with later ones", async () => {
    const plans: unknown[] = [];
    const noting = readerOf(async (plan) => {
      plans.push(plan);
      return [];
    });
    const twice = async (reads: Pick<Table, "read">) => {
      await load(reads);
      return load(reads);
    };
    await execute(
      scriptedTable([], { read: noting }).table,
      { now, claim: claimed(claim) },
      twice,
      () => written(),
      again,
    );
    expect(plans).toMatchObject([{ record: { key: {} } }, { key: partnerKeys.profile(ids.partner) }]);
    expect(plans).toHaveLength(2);
  });
});

describe("what is sent", () => {
  const address = "pseudonym";
  const countingOf = (opened: number) => withinQuotas(someRules(), { partnerId: ids.partner, address, opened });
  const { key: ofPartner, name: day } = counterOf("day", ids.partner, address, now);
  const { key: ofAddress } = counterOf("address", ids.partner, address, now);
  const namesOf = ({ PK, SK }: Key, names: string | readonly string[]) => `${PK} ${SK} ${[names].flat().join(" ")}`;
  const all = [namesOf(ofPartner, ["open", day]), namesOf(ofAddress, "used")];

  /** Commits a sending, where the day is full or not, and says what was counted and given back. */
  async function sending(transact: Table["transact"], { isFull = false, opened = 1 } = {}) {
    const [taken, returned]: [string[], string[]] = [[], []];
    const increment: Table["increment"] = async (key, names, _, { by = 1 } = {}) => {
      if (isFull && by > 0 && key.SK === ofPartner.SK) return null;
      (by > 0 ? taken : returned).push(namesOf(key, names));
      return { open: 1, [day]: 1, used: 1 };
    };
    const full = { ...ofPartner, entity: "quota", [day]: someRules().quotas.perDay };
    const { table } = scriptedTable([full], { transact, increment, set: async () => false });
    const decision = { ...written(), answer: (left: unknown) => left, counting: countingOf(opened) };
    const outcome = await commit(table, decision, { now }).catch((error: unknown) => error);
    return { outcome, taken: taken.sort(), returned: returned.sort() };
  }

  test("is counted before it is written, and its answer has the rest of the day's quota", async () => {
    const { outcome, taken, returned } = await sending(failing());
    const { perAddressPerDay, perDay } = someRules().quotas;
    expect([taken, returned]).toEqual([all.sort(), []]);
    expect(outcome).toMatchObject([
      { quota: "address", left: perAddressPerDay - 1 },
      { quota: "day", left: perDay - 1 },
    ]);
  });

  test("counts against the day and the address alone where it opens nothing", async () => {
    const { taken } = await sending(failing(), { opened: 0 });
    expect(taken).toEqual([namesOf(ofPartner, day), namesOf(ofAddress, "used")].sort());
  });

  test("is refused over one quota, and what was taken of the others is given back", async () => {
    const { outcome, taken, returned } = await sending(failing(), { isFull: true });
    expect(outcome).toMatchObject({ kind: "quota", members: { quota: "day" } });
    expect(taken).toEqual([namesOf(ofAddress, "used")]);
    expect(returned).toEqual(taken);
  });

  const cancelled = Object.assign(new Error("cancelled"), { name: "TransactionCanceledException" });
  test.each([
    ["another write came first", new Superseded()],
    ["the transaction was cancelled", cancelled],
  ])("is given back when nothing was written because %s", async (_, error) => {
    const { outcome, taken, returned } = await sending(failing(error));
    expect(outcome).toBe(error);
    expect(returned).toEqual(taken);
  });

  test("stays counted when it is unknown whether it was written", async () => {
    const { taken, returned } = await sending(failing(new Error("The connection broke.")));
    expect([taken, returned]).toEqual([all.sort(), []]);
  });
});

describe("what comes before the writes", () => {
  const failed: Counting = async () => {
    throw new Refusal("quota", "Enough.");
  };

  test("is over when the command is refused meanwhile, so that it can be undone", async () => {
    const order: string[] = [];
    const before = async () => {
      await setImmediate();
      order.push("put");
    };
    await commit(scriptedTable([]).table, { ...written(), before, counting: failed }, { now }).catch(() => {
      order.push("refused");
    });
    expect(order).toEqual(["put", "refused"]);
  });
});

describe("what is closed", () => {
  async function closed(counting: Counting, transact: Table["transact"] = failing()) {
    const order: unknown[] = [];
    const increment: Table["increment"] = async ({ PK }, _, __, { by } = {}) => {
      order.push([PK, by]);
      return {};
    };
    const writing: Table["transact"] = async (writes) => {
      await transact(writes);
      order.push("written");
    };
    const { table } = scriptedTable([], { transact: writing, increment });
    await commit(table, { ...written(), counting }, { now }).catch(() => order.push("failed"));
    return order;
  }
  const openOf = (id: string) => partnerKeys.counters(id).PK;

  test("is given back to its partner for each, after it is written", async () => {
    const given = [
      [openOf("a"), -2],
      [openOf("b"), -1],
    ];
    expect(await closed(closing(["a", "b", "a"]))).toEqual(["written", ...given]);
  });

  test("is counted only when fewer invitations are open than before", async () => {
    expect(await closed(closingOne("a", -1))).toEqual(["written", [openOf("a"), -1]]);
    expect(await closed(closingOne("a", 0))).toEqual(["written"]);
  });

  test("is not given back when it was not written", async () => {
    expect(await closed(closing(["a"]), failing(new Superseded()))).toEqual(["failed"]);
  });
});
