import { describe, expect, test } from "vitest";
import {
  addAdministrator,
  confirmAdministrator,
  customerAsOf,
  customerDueAt,
  dropAdministrator,
  removeAdministrator,
  settleCustomer,
} from "../../../shared/customer/rules/administrators.ts";
import { foundCustomer, type Customer, type CustomerStep } from "../../../shared/customer/model.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import {
  advanceRecovery,
  requestRecovery,
  stopRecovery,
  stoppableRecovery,
  withoutErased,
} from "../../../shared/customer/rules/recovery.ts";
import { problemOf } from "../../../shared/http/problems.ts";
import { someLimits as policy } from "../../support/builders/a-customer.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { problemFaults } from "../../support/contract/problem-documents.ts";
import { refusalOf } from "../../support/refusals.ts";

const ada = { id: "ADA", email: "ada@contoso.example", name: "Ada" };
const grace = { id: "GRACE", email: "grace@contoso.example", locale: null };
const founded = foundCustomer({ id: ids.customer, name: "Contoso", founder: { ...ada, locale: "en" } }, now);
const founder = founded.administrators[0]!;
const wanted = { id: grace.id, email: grace.email, reason: "Nobody is left.", force: false };

const typesOf = (steps: readonly CustomerStep[] | null) => (steps ?? []).map(({ event }) => event.type);
const ask = (before: Customer, at = now, named: Partial<typeof wanted> = {}) =>
  requestRecovery(before, { ...wanted, ...named }, at, policy);
const waiting = afterSteps(founded, ask(founded));
const confirming = afterSteps(waiting, advanceRecovery(waiting, later({ days: 7 }), policy));
const confirm = (before: Customer, at: string, number = confirming.links) =>
  confirmAdministrator(before, { id: grace.id, number, locale: null }, at, policy);

describe("a recovery that is not stopped", () => {
  test("lets its address confirm after exactly seven days", () => {
    expect(typesOf(ask(founded))).toEqual(["CustomerRecoveryRequested"]);
    expect(customerDueAt(waiting)).toBe(later({ days: 7 }));
    expect(confirm(waiting, now)).toBeNull();
    expect(advanceRecovery(waiting, later({ days: 7, ms: -1 }), policy)).toEqual([]);
    const steps = advanceRecovery(waiting, later({ days: 7 }), policy);
    expect(typesOf(steps)).toEqual(["AdministratorAdded"]);
    expect(steps[0]?.event.data).toMatchObject({ by: null, expiresAt: later({ days: 14 }) });
    expect(confirming.recovery?.status).toBe("confirming");
  });

  test("ends when its address confirms, without a cool-off", () => {
    const steps = confirm(confirming, later({ days: 8 }));
    expect(typesOf(steps)).toEqual(["AdministratorConfirmed", "CustomerRecoveryCompleted"]);
    const after = afterSteps(confirming, steps ?? []);
    expect(after.administrators.at(-1)).toMatchObject({ id: grace.id, coolOffUntil: null });
    expect([after.recovery, after.waiting, customerDueAt(after)]).toEqual([null, [], null]);
  });

  test("gives an unattended customer an administrator again", () => {
    const nobody = afterSteps(confirming, dropAdministrator(confirming, ada.id, "unreachable", now));
    expect(typesOf(confirm(nobody, later({ days: 8 })))).toEqual([
      ...["AdministratorConfirmed", "CustomerRecoveryCompleted", "CustomerAttended"],
    ]);
  });

  test("can be requested again when its address has not confirmed within seven days", () => {
    const end = later({ days: 14 });
    expect(confirm(confirming, later({ ms: -1 }, end))).not.toBeNull();
    expect(confirm(confirming, end)).toBeNull();
    expect(typesOf(settleCustomer(confirming, end))).toEqual(["AdministratorRemoved"]);
    expect(afterSteps(confirming, settleCustomer(confirming, end)).recovery).toBeNull();
    expect(customerAsOf(confirming, end)).toEqual({ ...confirming, waiting: [], recovery: null });
    // No sweep has to come first.
    expect(typesOf(ask(confirming, end))).toEqual(["AdministratorRemoved", "CustomerRecoveryRequested"]);
  });
});

describe("a stopped recovery", () => {
  const by = { by: founder, now };
  const stopped = afterSteps(waiting, stopRecovery(waiting, waiting.links, by) ?? []);

  test("never adds its address and is never due for a sweep", () => {
    expect(typesOf(stopRecovery(waiting, waiting.links, by))).toEqual(["CustomerRecoveryStopped"]);
    expect(advanceRecovery(stopped, later({ days: 400 }), policy)).toEqual([]);
    expect(customerDueAt(stopped)).toBeNull();
  });

  test("revokes the link that its address was sent", () => {
    const late = later({ days: 10 });
    const steps = stopRecovery(confirming, confirming.recovery?.number ?? 0, { by: founder, now: late });
    const after = afterSteps(confirming, steps ?? []);
    expect(after.waiting).toEqual([]);
    expect(confirm(after, late)).toBeNull();
  });

  test("can be stopped once, by its own number, and not after its end", () => {
    expect(stopRecovery(stopped, waiting.links, by)).toBeNull();
    expect(stopRecovery(waiting, waiting.links + 1, by)).toBeNull();
    expect(stopRecovery(founded, 1, by)).toBeNull();
    expect(stoppableRecovery(confirming, confirming.recovery?.number ?? 0, later({ days: 14 }))).toBeNull();
  });

  test("is replaced only by force, even for another address", () => {
    for (const named of [{}, { id: "ALAN", email: "alan@contoso.example" }]) {
      expect(refusalOf(() => ask(stopped, later({ days: 90 }), named)).kind).toBe("recovery-exists");
      const forced = ask(stopped, later({ days: 90 }), { ...named, force: true });
      expect(typesOf(forced)).toEqual(["CustomerRecoveryRequested", "AdministratorAdded"]);
    }
  });
});

describe("a forced recovery", () => {
  const forced = afterSteps(waiting, ask(waiting, now, { force: true }));

  test("sends the link at once and cannot be stopped", () => {
    expect(confirm(forced, now, forced.links)).not.toBeNull();
    expect(stopRecovery(forced, forced.recovery?.number ?? 0, { by: founder, now })).toBeNull();
  });

  test("replaces the one before and revokes its link", () => {
    const other = ask(confirming, later({ days: 8 }), { id: "ALAN", email: "alan@contoso.example", force: true });
    expect(typesOf(other)).toEqual(["AdministratorRemoved", "CustomerRecoveryRequested", "AdministratorAdded"]);
    const after = afterSteps(confirming, other);
    expect(after.waiting.map(({ id }) => id)).toEqual(["ALAN"]);
    expect(confirm(after, later({ days: 8 }))).toBeNull();
  });
});

test.each([
  ["before the end of its wait is refused until then", waiting, { until: later({ days: 7 }) }],
  ["after its link was sent is refused without a time", confirming, {}],
  [
    "that was stopped is refused without a time",
    afterSteps(waiting, stopRecovery(waiting, waiting.links, { by: founder, now }) ?? []),
    {},
  ],
])("a second recovery in addition to one %s", (_, before, members) => {
  const refusal = refusalOf(() => ask(before, later({ days: 8 })));
  expect([refusal.kind, refusal.members]).toEqual(["recovery-exists", members]);
  expect(problemFaults(problemOf(refusal, "c-1"))).toEqual([]);
});

test("a recovery for an existing administrator is refused", () => {
  expect(refusalOf(() => ask(founded, now, { id: ada.id, email: ada.email })).faults).toMatchObject([
    { pointer: "/email", code: "administrator-known" },
  ]);
});

test("an administrator can neither remove nor add the address of a recovery", () => {
  const at = { by: founder, now: later({ days: 8 }) };
  expect(refusalOf(() => removeAdministrator(confirming, grace.id, at)).kind).toBe("recovery-exists");
  expect(refusalOf(() => addAdministrator(confirming, grace, at, policy)).kind).toBe("recovery-exists");
});

test("an address that an administrator adds during its recovery completes the recovery with a cool-off", () => {
  const entered = afterSteps(waiting, addAdministrator(waiting, grace, { by: founder, now }, policy));
  const steps = confirm(entered, later({ days: 1 }), entered.links);
  expect(typesOf(steps)).toEqual(["AdministratorConfirmed", "CustomerRecoveryCompleted"]);
  const after = afterSteps(entered, steps ?? []);
  expect(after.administrators.at(-1)).toMatchObject({ coolOffUntil: later({ days: 8 }) });
  expect(advanceRecovery(after, later({ days: 400 }), policy)).toEqual([]);
});

test("stopping a recovery keeps the entry that an administrator added, even when it confirms", () => {
  const entered = afterSteps(waiting, addAdministrator(waiting, grace, { by: founder, now }, policy));
  const stopped = afterSteps(entered, stopRecovery(entered, waiting.links, { by: founder, now }) ?? []);
  expect(stopped.waiting).toMatchObject([{ id: grace.id, addedBy: founder.id }]);
  const steps = confirm(stopped, later({ days: 1 }), entered.links);
  expect(typesOf(steps)).toEqual(["AdministratorConfirmed"]);
  expect(afterSteps(stopped, steps ?? []).recovery?.status).toBe("stopped");
});

describe("an address whose data are erased", () => {
  const erased = (before: Customer, id: string) => {
    const steps = withoutErased(before, id, later({ days: 7 }));
    return { types: typesOf(steps), after: afterSteps(before, steps) };
  };

  test("ends its recovery, whether that waits or is to be confirmed", () => {
    const stopped = erased(waiting, grace.id);
    expect([stopped.types, stopped.after.recovery]).toEqual([["CustomerRecoveryStopped"], null]);
    const dropped = erased(confirming, grace.id);
    expect([dropped.types, dropped.after.recovery, dropped.after.waiting]).toEqual([
      ["AdministratorRemoved"],
      null,
      [],
    ]);
  });

  test("is no administrator any more, even if it was the last", () => {
    const { types, after } = erased(founded, ada.id);
    expect(types).toEqual(["AdministratorRemoved", "CustomerUnattended"]);
    expect(after.administrators).toEqual([]);
    expect(erased(after, ada.id).types).toEqual([]);
  });

  test("that has nothing to do with the customer changes nothing", () => {
    expect(erased(waiting, "OTHER").types).toEqual([]);
  });
});
