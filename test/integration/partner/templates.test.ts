import { describe, expect, it } from "vitest";
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  readTemplate,
  readTemplates,
} from "../../../shared/templates/commands.ts";
import { mostTemplates } from "../../../shared/templates/model.ts";
import type { TemplateInput } from "../../../shared/templates/rules.ts";
import type { Partner } from "../../actors/partner.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
const make = async (partner: Partner, input: TemplateInput = {}) =>
  (await createTemplate(product(), { name: "Spring", ...input }, partner.cause(), null)).template;
const list = async (partner: Partner, limit: number, cursor: string | null = null) => {
  const { items, next } = await readTemplates(product(), { partnerId: partner.partnerId, limit, cursor });
  return { ids: items.map(({ id }) => id), next };
};

describe("a template", () => {
  it("supplies the values that an invitation omits, in the same read", async () => {
    const partner = await product().partner();
    const message = { subject: "Ciao", text: "Ecco: {{link}}" };
    const said = { relationship: "advisor", permissions: ["billing.read"], duration: "P90D" } as const;
    const { id: template } = await make(partner, { ...said, messages: { it: message } });
    const create = () => partner.create({ template, duration: "P30D", customer: { locale: "it" } });
    expect(await product().store.requests(create)).toMatchObject({ BatchGetItem: 1, TransactWriteItems: 1 });
    const { reading } = await create();
    expect(reading).toMatchObject({ ...said, duration: "P30D", message, status: "pending" });
    expect((await refused(partner.create({ template, email: reading.customer.email }))).members).toEqual({
      invitationId: reading.id,
    });
  });

  it("that is unknown, malformed or another partner's makes the invitation invalid", async () => {
    const partner = await product().partner();
    const foreign = await make(await product().partner());
    for (const template of [foreign.id, "tpl_01JD00000000000000000000ZZ", "tpl_", "S", "x".repeat(100)]) {
      expect(await refused(partner.create({ template }))).toMatchObject({
        ...{ kind: "validation", faults: [{ pointer: "/template" }] },
      });
    }
  });

  it("is changed and deleted only at the version that was read, and its invitations stay", async () => {
    const partner = await product().partner();
    const { id } = await make(partner, { duration: "P90D" });
    const made = (await partner.create({ template: id })).reading;
    const edit = (expected: number) => editTemplate(product(), id, { duration: "P30D" }, [expected], partner.cause());
    product().store.before("TransactWriteItems", () => edit(1));
    expect((await refused(edit(1))).kind).toBe("stale");
    expect(await readTemplate(product(), partner.partnerId, id)).toMatchObject({ version: 2, duration: "P30D" });

    expect((await refused(deleteTemplate(product(), id, [1], partner.cause()))).kind).toBe("stale");
    await deleteTemplate(product(), id, [2], partner.cause());
    expect((await refused(deleteTemplate(product(), id, "any", partner.cause()))).kind).toBe("not-found");
    expect(await list(partner, 25)).toEqual({ ids: [], next: null });
    expect((await partner.read(made.id)).invitation.terms.duration).toBe("P90D");
  });
});

it(`a partner's templates come newest first in pages, at most ${mostTemplates} of them`, async () => {
  const partner = await product().partner();
  const ids: string[] = [];
  for (let at = 0; at < mostTemplates; at++) ids.unshift((await make(partner)).id);
  expect((await refused(make(partner))).kind).toBe("template-limit");
  const first = await list(partner, 60);
  expect(first).toEqual({ ids: ids.slice(0, 60), next: ids[59] });
  expect(await list(partner, 60, first.next)).toEqual({ ids: ids.slice(60), next: null });
});
