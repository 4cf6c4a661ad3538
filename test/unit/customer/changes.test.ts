import { describe, expect, test } from "vitest";
import { changeByOperator, renameCustomer } from "../../../shared/customer/rules/changes.ts";
import { foundCustomer } from "../../../shared/customer/model.ts";
import { afterSteps } from "../../../shared/kernel/steps.ts";
import { ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";

const founder = { id: "ADA", email: "ada@contoso.example", name: "Ada", locale: null };
const founded = foundCustomer({ id: ids.customer, name: "Contoso", founder }, now);
const [ada] = founded.administrators;
const verified = afterSteps(founded, changeByOperator(founded, { verified: "company register" }, now));

describe("a customer's details that the operator changes", () => {
  test("are reported by one event with the changed fields and without an administrator", () => {
    const [step, ...others] = changeByOperator(founded, { externalId: "tenant-4711", verified: "phone" }, now);
    expect(others).toEqual([]);
    expect(step?.event).toMatchObject({
      ...{ type: "CustomerChanged", sequence: 1 },
      data: {
        ...{ changed: ["externalId", "verified"], by: null },
        customer: { externalId: "tenant-4711", verified: { at: now, how: "phone" } },
      },
    });
  });

  test.each([
    ["nothing", founded, {}],
    ["the same verification", verified, { verified: "company register" }],
    ["no verification where there is none", founded, { verified: null }],
    ["the same account", { ...founded, externalId: "x" }, { externalId: "x" }],
  ] as const)("are unchanged when the operator sets %s", (_, before, change) => {
    expect(changeByOperator(before, change, later({ days: 1 }))).toEqual([]);
  });

  test("are each removed by null", () => {
    const linked = { ...verified, externalId: "x" };
    expect(afterSteps(linked, changeByOperator(linked, { verified: null }, now))).toMatchObject({
      ...{ verified: null, externalId: "x" },
    });
    expect(afterSteps(linked, changeByOperator(linked, { externalId: null }, now))).toMatchObject({
      ...{ verified: verified.verified, externalId: null },
    });
  });
});

describe("a customer's name", () => {
  test("loses its verification when it changes", () => {
    const [step] = renameCustomer(verified, "Contoso Group", { by: ada!, now });
    expect(step?.after).toMatchObject({ name: "Contoso Group", verified: null });
    expect(step?.event.data).toMatchObject({ changed: ["name", "verified"], by: { email: founder.email } });
  });

  test("keeps its verification when it stays the same", () => {
    expect(renameCustomer(verified, verified.name, { by: ada!, now })).toEqual([]);
  });
});
