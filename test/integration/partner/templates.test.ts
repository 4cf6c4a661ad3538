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
import type { Desk } from "../../support/desk.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { openOffice, refused } from "../../support/office.ts";

const office = openOffice();
const make = async (desk: Desk, input: TemplateInput = {}) =>
  (await createTemplate(office(), { name: "Spring", ...input }, desk.cause(), null)).template;
const list = async (desk: Desk, limit: number, cursor: string | null = null) => {
  const { items, next } = await readTemplates(office(), { partnerId: desk.partnerId, limit, cursor });
  return { ids: items.map(({ id }) => id), next };
};

describe("(A13) a template", () => {
  it("fills what an invitation leaves out, in one read with the rest", async () => {
    const desk = await office().desk();
    const message = { subject: "Ciao", text: "Ecco: {{link}}" };
    const said = { relationship: "advisor", permissions: ["billing.read"], duration: "P90D" } as const;
    const { id: template } = await make(desk, { ...said, messages: { it: message } });
    const create = () => desk.create({ template, duration: "P30D", customer: { locale: "it" } });
    expect(await office().store.requests(create)).toMatchObject({ BatchGetItem: 1, TransactWriteItems: 1 });
    const { reading } = await create();
    expect(reading).toMatchObject({ ...said, duration: "P30D", message, status: "pending" });
    expect((await refused(desk.create({ template, email: reading.customer.email }))).members).toEqual({
      invitationId: reading.id,
    });
  });

  it("that is unknown, malformed or another partner's is a fault of the invitation", async () => {
    const desk = await office().desk();
    const foreign = await make(await office().desk());
    for (const template of [foreign.id, "tpl_01JD00000000000000000000ZZ", "tpl_", "S", "x".repeat(100)]) {
      expect(await refused(desk.create({ template }))).toMatchObject({
        ...{ kind: "validation", faults: [{ pointer: "/template" }] },
      });
    }
  });

  it("is its partner's only", async () => {
    const desk = await office().desk();
    const { id } = await make(await office().desk());
    for (const act of [
      () => readTemplate(office(), desk.partnerId, id),
      () => editTemplate(office(), id, { name: "Mine" }, "any", desk.cause()),
      () => deleteTemplate(office(), id, "any", desk.cause()),
    ])
      expect((await refused(act())).kind).toBe("not-found");
  });

  it("is rewritten and dropped at the version that was read, and what was made from it stays", async () => {
    const desk = await office().desk();
    const { id } = await make(desk, { duration: "P90D" });
    const made = (await desk.create({ template: id })).reading;
    const edit = (expected: number) => editTemplate(office(), id, { duration: "P30D" }, [expected], desk.cause());
    office().store.before("TransactWriteItems", () => edit(1));
    expect((await refused(edit(1))).kind).toBe("stale");
    expect(await readTemplate(office(), desk.partnerId, id)).toMatchObject({ version: 2, duration: "P30D" });

    expect((await refused(deleteTemplate(office(), id, [1], desk.cause()))).kind).toBe("stale");
    await deleteTemplate(office(), id, [2], desk.cause());
    expect((await refused(deleteTemplate(office(), id, "any", desk.cause()))).kind).toBe("not-found");
    expect(await list(desk, 25)).toEqual({ ids: [], next: null });
    expect((await desk.read(made.id)).invitation.terms.duration).toBe("P90D");
  });

  it("is checked against the partner's cloud", async () => {
    const desk = await office().desk({ cloud: "us-government" });
    expect((await refused(make(desk, { permissions: [] }))).kind).toBe("permissions-required");
    const { id } = await make(desk, { permissions: ["directory.admin", "office365.admin"] });
    const edit = editTemplate(office(), id, { autoExtend: true }, "any", desk.cause());
    expect((await refused(edit)).faults).toMatchObject([{ pointer: "/autoExtend" }]);
  });

  it("is made once for equal requests, and the first answer stays the first", async () => {
    const desk = await office().desk();
    const claim = desk.claim({ route: "POST /v1/templates" });
    const create = (at?: string) => createTemplate(office(), { name: "Twin" }, desk.cause(at), claim);
    office().store.before("TransactWriteItems", () => create());
    const second = await create();
    expect(second.replayed).toBe(true);
    await editTemplate(office(), second.template.id, { name: "Changed" }, "any", desk.cause());
    expect(await create(later({ hours: 5 }))).toEqual(second);
    expect((await list(desk, 25)).ids).toEqual([second.template.id]);
  });
});

it(`a partner's templates come newest first in pages, at most ${mostTemplates} of them`, async () => {
  const desk = await office().desk();
  const ids: string[] = [];
  for (let at = 0; at < mostTemplates; at++) ids.unshift((await make(desk)).id);
  expect((await refused(make(desk))).kind).toBe("template-limit");
  const first = await list(desk, 60);
  expect(first).toEqual({ ids: ids.slice(0, 60), next: ids[59] });
  expect(await list(desk, 60, first.next)).toEqual({ ids: ids.slice(60), next: null });
});
