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
import { aCustomer, anAdministratorAt, someLimits } from "../../support/builders/a-customer.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

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
const eventsOf = (steps: readonly CustomerStep[]) => steps.map(({ event: { type, data } }) => ({ type, ...data }));
describe("an address that was added as an administrator", () => {
  test("of any mail domain waits for its confirmation, and its event has the adder and the link's number", () => {
    const [step] = add(aCustomer());
    expect(step?.after).toMatchObject({
      version: 1,
      administrators: [{ email: ada }],
      waiting: [{ email: bob, addedBy: "ada", expiresAt: later({ days: 7 }), number: 1 }],
    });
    expect(eventsOf([step!])).toMatchObject([
      { type: "AdministratorAdded", administrator: { email: bob }, by: { email: ada }, number: 1 },
    ]);
  });

  test("does not count as an administrator before it confirms", () => {
    const before = added();
    expect(refusalOf(() => remove(before, "ada")).kind).toBe("last-administrator");
    expect(isAttended({ ...before, administrators: [] })).toBe(false);
  });

  test("is sent the same link with its full time when it is added again", () => {
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

  test("cannot confirm after seven days, even before the sweep, and has a new link when it is added again", () => {
    const before = added();
    expect(confirm(before, later({ days: 7, ms: -1 }))).not.toBeNull();
    expect(confirm(before, later({ days: 7 }))).toBeNull();
    expect(customerDueAt(before)).toBe(later({ days: 7 }));
    const dropped = settleCustomer(before, later({ days: 7 }));
    expect(eventsOf(dropped)).toMatchObject([{ type: "AdministratorRemoved", cause: "unconfirmed", by: null }]);
    expect(afterSteps(before, dropped)).toMatchObject({ waiting: [], version: before.version + 1 });
    expect(customerAsOf(before, later({ days: 7 }))).toEqual({ ...before, waiting: [] });
    expect(customerAsOf(before, later({ days: 7, ms: -1 }))).toEqual(before);
    const again = added(afterSteps(before, dropped), "bob", later({ days: 8 }));
    expect(confirm(again, later({ days: 8 }), "bob", 1)).toBeNull();
    expect(confirm(again, later({ days: 8 }), "bob", 2)).not.toBeNull();
  });

  test("is removed together with the administrator who added it, and with no other", () => {
    const before = added(aCustomer([ada, eve]));
    expect(afterSteps(before, remove(before, "ada", eve)).waiting).toEqual([]);
    expect(afterSteps(before, remove(before, "ada", ada)).waiting).toEqual([]);
    expect(afterSteps(before, remove(before, "eve", ada)).waiting).toMatchObject([{ id: "bob" }]);
  });

  test("can be removed before it confirms, with the cause in the event", () => {
    const steps = remove(added(), "bob");
    expect(eventsOf(steps)).toMatchObject([{ type: "AdministratorRemoved", cause: "removed", by: { email: ada } }]);
    expect(afterSteps(added(), steps).waiting).toEqual([]);
  });
});

describe("adding an administrator is refused", () => {
  test("for an existing administrator, above the limits and above the daily number of mails", () => {
    const full = aCustomer([ada, bob, eve, "joe@contoso.example"]);
    const waiting = added(added(), "eve");
    for (const [before, name, code] of [
      [aCustomer([ada, bob]), "bob", "administrator-known"],
      [full, "kim", "administrators-full"],
      [waiting, "kim", "waiting-full"],
      [added(waiting), "eve", "confirmation-quota"],
    ] as const) {
      expect(refusalOf(() => add(before, name)).faults, code).toMatchObject([{ pointer: "/email", code }]);
    }
    expect(add(waiting, "kim", later({ days: 8 }))).toHaveLength(3);
  });

  test("until the end of the UTC day, with the time to wait", () => {
    const before = added(added(added()));
    const { kind, retryAfter } = refusalOf(() => add(before));
    expect([kind, retryAfter]).toEqual(["quota", 14 * 3600]);
    expect(add(before, "bob", later({ hours: 14 }))).toHaveLength(1);
  });
});

describe("a new administrator", () => {
  test("has a cool-off that starts at its own confirmation", () => {
    const after = confirmed(later({ days: 6 }));
    const [, newcomer] = after.administrators;
    expect(newcomer).toMatchObject({ email: bob, locale: "de", coolOffUntil: later({ days: 13 }) });
    expect(isCoolingOff(newcomer!, later({ days: 13, ms: -1 }))).toBe(true);
    expect(isCoolingOff(newcomer!, later({ days: 13 }))).toBe(false);
  });

  test("cannot confirm above the limit, except in the operator's recovery", () => {
    const waiting = added(aCustomer([ada, eve, "joe@contoso.example"]));
    const full = {
      ...waiting,
      administrators: aCustomer([ada, eve, "joe@contoso.example", "kim@contoso.example"]).administrators,
    };
    expect(refusalOf(() => confirm(full, now))).toMatchObject({
      ...{ kind: "limit-reached", members: { limit: someLimits.mostAdministrators } },
      faults: [{ code: "administrators-full" }],
    });
    const recovered = { ...full, waiting: full.waiting.map((entry) => ({ ...entry, addedBy: null })) };
    expect(confirmed(now, recovered).administrators).toHaveLength(someLimits.mostAdministrators + 1);
    expect(confirmed(now, { ...full, administrators: full.administrators.slice(1) }).administrators).toHaveLength(
      someLimits.mostAdministrators,
    );
  });

  test("can confirm only once", () => {
    expect(confirm(confirmed(), now)).toBeNull();
    expect(eventsOf(confirm(added(), now) ?? [])).toMatchObject([
      { type: "AdministratorConfirmed", administrator: { email: bob } },
    ]);
  });

  test("can only leave until its cool-off is over", () => {
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
      expect(refusalOf(() => act(later({ days: 7, ms: -1 })))).toMatchObject({
        kind: "cool-off",
        members: { until: later({ days: 7 }) },
      });
      expect(() => act(later({ days: 7 }))).not.toThrow();
    }
    expect(eventsOf(remove(before, "bob", bob))).toMatchObject([{ cause: "left", by: { email: bob } }]);
  });

  test("has no cool-off when the policy has none", () => {
    const before = added();
    const steps = confirmAdministrator(before, { id: "bob", number: 1, locale: null }, now, {
      ...someLimits,
      coolOffDays: 0,
    });
    expect(afterSteps(before, steps ?? []).administrators[1]).toMatchObject({ coolOffUntil: null, locale: "it" });
  });
});

describe("removing an administrator", () => {
  test("is refused for the last one", () => {
    expect(refusalOf(() => remove(aCustomer(), "ada")).kind).toBe("last-administrator");
    const left = afterSteps(aCustomer([ada, eve]), remove(aCustomer([ada, eve]), "ada", eve));
    expect(refusalOf(() => remove(left, "eve", eve)).kind).toBe("last-administrator");
    expect(refusalOf(() => remove(aCustomer(), "nobody")).kind).toBe("not-found");
  });

  test("by the system also removes the last one and reports that nobody is left", () => {
    expect(eventsOf(dropAdministrator(aCustomer(), "ada", "unreachable", now))).toMatchObject([
      { type: "AdministratorRemoved", cause: "unreachable", by: null },
      { type: "CustomerUnattended", customer: { attended: false } },
    ]);
    expect(dropAdministrator(aCustomer(), "nobody", "erased", now)).toEqual([]);
  });
});
