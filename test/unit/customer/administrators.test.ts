import { describe, expect, test } from "vitest";
import { isCoolingOff } from "../../../shared/customer/rules/administrator.ts";
import {
  addAdministrator,
  assertNoCoolOff,
  confirmAdministrator,
  customerAsOf,
  customerDueAt,
  dropAdministrator,
  removeAdministrator,
  settleCustomer,
} from "../../../shared/customer/rules/administrators.ts";
import { renameCustomer } from "../../../shared/customer/rules/changes.ts";
import { isAttended, type Customer, type CustomerStep } from "../../../shared/customer/model.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { aCustomer, anAdministratorAt, someLimits } from "../../support/builders/a-customer.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const [ada, bob, eve] = ["ada@contoso.example", "bob@elsewhere.example", "eve@contoso.example"];
const one = (name: string) => ({ id: name, email: `${name}@elsewhere.example`, locale: "it" });
const by = anAdministratorAt(ada);

const add = (before: Customer, name = "bob", at = now): CustomerStep[] =>
  addAdministrator(before, one(name), { by, now: at }, someLimits);
const added = (before = aCustomer(), name = "bob", at = now): Customer => afterSteps(before, add(before, name, at));
const numberOf = ({ waiting }: Customer, id = "bob"): number => waiting.find((entry) => entry.id === id)?.number ?? -1;
const confirm = (before: Customer, at: string, id = "bob", number = numberOf(before, id)) =>
  confirmAdministrator(before, { id, number, locale: "de" }, at, someLimits);
const confirmed = (at = now, before = added()): Customer => afterSteps(before, confirm(before, at) ?? []);
const remove = (before: Customer, id: string, email = ada, at = now): CustomerStep[] => {
  const remover = before.administrators.find((known) => known.email === email);
  return removeAdministrator(before, id, { by: remover ?? anAdministratorAt(email), now: at });
};
const told = (steps: readonly CustomerStep[]) => steps.map(({ event: { type, data } }) => ({ type, ...data }));
const refusal = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("It was not refused.");
};

describe("an address that was added", () => {
  test("waits, of whatever mail domain it is, and its event says who added it and carries the link's number", () => {
    const [step] = add(aCustomer());
    expect(step?.after).toMatchObject({
      version: 1,
      administrators: [{ email: ada }],
      waiting: [{ email: bob, addedBy: "ada", expiresAt: later({ days: 7 }), number: 1 }],
    });
    expect(told([step!])).toMatchObject([
      { type: "AdministratorAdded", administrator: { email: bob }, by: { email: ada }, number: 1 },
    ]);
  });

  test("counts as nobody: it removes nobody, and its adder cannot leave for its sake", () => {
    const before = added();
    expect(refusal(() => remove(before, "ada")).kind).toBe("last-administrator");
    expect(isAttended({ ...before, administrators: [] })).toBe(false);
  });

  test("and is added again is sent the same link again, with its full time", () => {
    const before = added(added(), "eve");
    const [step, ...others] = add(before, "bob", later({ days: 6 }));
    expect(others).toEqual([]);
    expect(step?.after.waiting).toMatchObject([
      { id: "eve", number: 2 },
      { id: "bob", number: 1 },
    ]);
    expect(step?.after.waiting[1]?.expiresAt).toBe(later({ days: 13 }));
    expect(step?.event.data).toMatchObject({ number: 1 });
  });

  test("cannot confirm after its seven days, whether or not it was dropped by then, and a new entry has a new link", () => {
    const before = added();
    expect(confirm(before, later({ days: 7, ms: -1 }))).not.toBeNull();
    expect(confirm(before, later({ days: 7 }))).toBeNull();
    expect(customerDueAt(before)).toBe(later({ days: 7 }));
    const dropped = settleCustomer(before, later({ days: 7 }));
    expect(told(dropped)).toMatchObject([{ type: "AdministratorRemoved", cause: "unconfirmed", by: null }]);
    expect(afterSteps(before, dropped)).toMatchObject({ waiting: [], version: before.version + 1 });
    expect(customerAsOf(before, later({ days: 7 }))).toEqual({ ...before, waiting: [] });
    expect(customerAsOf(before, later({ days: 7, ms: -1 }))).toEqual(before);
    const again = added(afterSteps(before, dropped), "bob", later({ days: 8 }));
    expect(confirm(again, later({ days: 8 }), "bob", 1)).toBeNull();
    expect(confirm(again, later({ days: 8 }), "bob", 2)).not.toBeNull();
  });

  test("is dropped with whoever added it, and not with anybody else", () => {
    const before = added(aCustomer([ada, eve]));
    expect(afterSteps(before, remove(before, "ada", eve)).waiting).toEqual([]);
    expect(afterSteps(before, remove(before, "ada", ada)).waiting).toEqual([]);
    expect(afterSteps(before, remove(before, "eve", ada)).waiting).toMatchObject([{ id: "bob" }]);
  });

  test("can be taken back, and told why", () => {
    const steps = remove(added(), "bob");
    expect(told(steps)).toMatchObject([{ type: "AdministratorRemoved", cause: "removed", by: { email: ada } }]);
    expect(afterSteps(added(), steps).waiting).toEqual([]);
  });
});

describe("adding is refused", () => {
  test("of an administrator, over the limits, and over the mails of a day", () => {
    const full = aCustomer([ada, bob, eve, "joe@contoso.example"]);
    const waiting = added(added(), "eve");
    for (const [before, name, code] of [
      [aCustomer([ada, bob]), "bob", "administrator-known"],
      [full, "kim", "administrators-full"],
      [waiting, "kim", "waiting-full"],
      [added(waiting), "eve", "confirmation-quota"],
    ] as const) {
      expect(refusal(() => add(before, name)).faults, code).toMatchObject([{ pointer: "/email", code }]);
    }
    expect(add(waiting, "kim", later({ days: 8 }))).toHaveLength(3);
  });

  test("for the rest of the day only, in UTC, and says how long that is", () => {
    const before = added(added(added()));
    const { kind, retryAfter } = refusal(() => add(before));
    expect([kind, retryAfter]).toEqual(["quota", 14 * 3600]);
    expect(add(before, "bob", later({ hours: 14 }))).toHaveLength(1);
  });
});

describe("a new administrator", () => {
  test("has a cool-off of its own from its confirmation, also when it confirms on the sixth day", () => {
    const after = confirmed(later({ days: 6 }));
    const [, newcomer] = after.administrators;
    expect(newcomer).toMatchObject({ email: bob, locale: "de", coolOffUntil: later({ days: 13 }) });
    expect(isCoolingOff(newcomer!, later({ days: 13, ms: -1 }))).toBe(true);
    expect(isCoolingOff(newcomer!, later({ days: 13 }))).toBe(false);
  });

  test("finds no room where others have confirmed before it, unless the operator's recovery lets it in", () => {
    const waiting = added(aCustomer([ada, eve, "joe@contoso.example"]));
    const full = {
      ...waiting,
      administrators: aCustomer([ada, eve, "joe@contoso.example", "kim@contoso.example"]).administrators,
    };
    expect(refusal(() => confirm(full, now))).toMatchObject({
      ...{ kind: "limit-reached", members: { limit: someLimits.mostAdministrators } },
      faults: [{ code: "administrators-full" }],
    });
    const recovered = { ...full, waiting: full.waiting.map((entry) => ({ ...entry, addedBy: null })) };
    expect(confirmed(now, recovered).administrators).toHaveLength(someLimits.mostAdministrators + 1);
    expect(confirmed(now, { ...full, administrators: full.administrators.slice(1) }).administrators).toHaveLength(
      someLimits.mostAdministrators,
    );
  });

  test("confirms once", () => {
    expect(confirm(confirmed(), now)).toBeNull();
    expect(told(confirm(added(), now) ?? [])).toMatchObject([
      { type: "AdministratorConfirmed", administrator: { email: bob } },
    ]);
  });

  test("can leave and take nothing else into its hands until its cool-off is over", () => {
    const before = confirmed();
    const newcomer = before.administrators[1]!;
    const at = (moment: string) => ({ by: newcomer, now: moment });
    const acts: readonly ((moment: string) => unknown)[] = [
      (moment) => assertNoCoolOff(newcomer, moment),
      (moment) => addAdministrator(before, one("eve"), at(moment), someLimits),
      (moment) => removeAdministrator(before, "ada", at(moment)),
      (moment) => renameCustomer(before, "Bob's", at(moment)),
    ];
    for (const act of acts) {
      expect(refusal(() => act(later({ days: 7, ms: -1 })))).toMatchObject({
        kind: "cool-off",
        members: { until: later({ days: 7 }) },
      });
      expect(() => act(later({ days: 7 }))).not.toThrow();
    }
    expect(told(remove(before, "bob", bob))).toMatchObject([{ cause: "left", by: { email: bob } }]);
  });

  test("has none where policy says so", () => {
    const before = added();
    const steps = confirmAdministrator(before, { id: "bob", number: 1, locale: null }, now, {
      ...someLimits,
      coolOffDays: 0,
    });
    expect(afterSteps(before, steps ?? []).administrators[1]).toMatchObject({ coolOffUntil: null, locale: "it" });
  });
});

describe("removing", () => {
  test("leaves the last one, whoever asks for it", () => {
    expect(refusal(() => remove(aCustomer(), "ada")).kind).toBe("last-administrator");
    const left = afterSteps(aCustomer([ada, eve]), remove(aCustomer([ada, eve]), "ada", eve));
    expect(refusal(() => remove(left, "eve", eve)).kind).toBe("last-administrator");
    expect(refusal(() => remove(aCustomer(), "nobody")).kind).toBe("not-found");
  });

  test("by the system takes the last one too, and says that nobody is left", () => {
    expect(told(dropAdministrator(aCustomer(), "ada", "unreachable", now))).toMatchObject([
      { type: "AdministratorRemoved", cause: "unreachable", by: null },
      { type: "CustomerUnattended", customer: { attended: false } },
    ]);
    expect(dropAdministrator(aCustomer(), "nobody", "erased", now)).toEqual([]);
  });
});

describe("renaming a customer", () => {
  test("takes the operator's verification away, and the same name changes nothing", () => {
    const before = aCustomer([ada], { verified: { at: now, how: "C-1" } });
    const steps = renameCustomer(before, "Contoso Ltd", { by, now });
    expect(told(steps)).toMatchObject([{ type: "CustomerChanged", changed: ["name", "verified"], by: { email: ada } }]);
    expect(afterSteps(before, steps)).toMatchObject({ name: "Contoso Ltd", verified: null });
    expect(renameCustomer(before, "Contoso", { by, now })).toEqual([]);
  });
});
