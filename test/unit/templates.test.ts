import { describe, expect, test } from "vitest";
import { shippedDefaults } from "../../shared/partner/rules/defaults.ts";
import { mostTemplates, type Template, type TemplateIndex } from "../../shared/templates/model.ts";
import {
  assertUsable,
  createTemplate,
  editTemplate,
  indexed,
  termsOf,
  unindexed,
} from "../../shared/templates/rules.ts";
import { aPartner, aPolicy, aTemplate, ids } from "../support/builders/builders.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import { refusalOf } from "../support/refusals.ts";

const words = (subject: string) => ({ subject, text: "{{link}}" });
const faultsOf = (template: Template, partner = aPartner(), policy = aPolicy()) =>
  refusalOf(() => assertUsable(template, partner, policy));

describe("a template", () => {
  test("has only the members that were given", () => {
    const template = createTemplate(ids.template, ids.partner, { name: "Spring", duration: "P30D" }, now);
    expect(template).toEqual({
      ...{ id: ids.template, partnerId: ids.partner, version: 1, name: "Spring", createdAt: now, updatedAt: now },
      ...{ relationship: null, permissions: null, duration: "P30D", autoExtend: null, purpose: null },
      ...{ purposes: {}, message: null, messages: {} },
      ...{ expiresIn: null, reminders: null },
    });
    expect(termsOf(template, "en")).toEqual({ duration: "P30D" });
  });

  test("is edited member by member, and null removes a member", () => {
    const before = aTemplate({ duration: "P30D", expiresIn: "P10D", messages: { it: words("it"), de: words("de") } });
    const at = later({ days: 1 });
    expect(editTemplate(before, { name: "Summer", duration: null, messages: { de: null } }, at)).toEqual({
      ...{ ...before, version: 2, updatedAt: at, name: "Summer", duration: null, messages: { it: words("it") } },
    });
  });

  test("is unchanged by an edit to the same values", () => {
    const before = aTemplate({ messages: { it: words("it") } });
    const { subject, text } = words("it");
    for (const same of [{}, { name: before.name }, { messages: { it: { text, subject }, de: null } }])
      expect(editTemplate(before, same, later({ days: 1 }))).toBe(before);
  });

  test("uses the message in the customer's language, else its only message, else none", () => {
    const template = aTemplate({ message: words("any"), messages: { it: words("it") } });
    expect(termsOf(template, "it").message?.subject).toBe("it");
    expect(termsOf(template, "de").message?.subject).toBe("any");
    expect("message" in termsOf(aTemplate({ messages: { it: words("it") } }), "de")).toBe(false);
  });

  test("with an empty list of permissions differs from one without the list", () => {
    expect(termsOf(aTemplate({ permissions: [], reminders: [] }), "en")).toEqual({ permissions: [], reminders: [] });
  });

  test("that no invitation could use is refused with every fault", () => {
    const bare = { subject: "Hi", text: "Hi" };
    const template = aTemplate({ permissions: ["nothing"], message: bare, messages: { it: bare } });
    const refusal = faultsOf(template, aPartner(), aPolicy({ requiredPermissions: ["users.admin"] }));
    expect(refusal.kind).toBe("validation");
    expect(refusal.faults.map(({ pointer }) => pointer)).toEqual([
      ...["/permissions/0", "/permissions", "/message/text", "/messages/it/text"],
    ]);
    expect(faultsOf(aTemplate({ message: bare })).kind).toBe("link-missing");
  });

  test("extends no high-risk permission by itself, whether it names it or the partner's defaults do", () => {
    const endless = (named: Partial<Template>) => aTemplate({ autoExtend: true, ...named });
    const harmless = aPartner({ defaults: { ...shippedDefaults, permissions: ["users.admin"] } });
    expect(faultsOf(endless({ permissions: ["directory.admin"] })).faults).toMatchObject([{ pointer: "/autoExtend" }]);
    expect(faultsOf(endless({})).faults).toMatchObject([{ pointer: "/autoExtend" }]);
    expect(() => assertUsable(endless({}), harmless, aPolicy())).not.toThrow();
    expect(() => assertUsable(endless({ permissions: [] }), aPartner(), aPolicy())).not.toThrow();
  });
});

describe("the index of templates", () => {
  const index = (count: number): TemplateIndex => ({
    ...{ partnerId: ids.partner, version: count },
    ids: Array.from({ length: count }, (_, at) => `tpl_${at}`),
  });

  test(`takes ${mostTemplates} and no more`, () => {
    expect(indexed(index(mostTemplates - 1), "tpl_last").ids).toHaveLength(mostTemplates);
    expect(refusalOf(() => indexed(index(mostTemplates), "tpl_more"))).toMatchObject({
      ...{ kind: "template-limit", members: { limit: mostTemplates } },
    });
  });

  test("removes a template", () => {
    expect(unindexed(index(3), "tpl_1")).toEqual({ partnerId: ids.partner, version: 4, ids: ["tpl_0", "tpl_2"] });
  });
});
