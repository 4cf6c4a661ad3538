import { expect, it } from "vitest";
import { actorsOn, type Actors } from "../../infra/local/actors/actors.ts";
import { succeeded } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import { raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const actors = (): Actors => actorsOn(stack().local.url);
let invited = 0;
const newAddress = (): string => `it@actors-${++invited}.example`;

const permissions = ["directory.admin", "office365.admin"];

it("tells the journey from invitation to the end of the relationship by the pages' own forms", async () => {
  const { partner, customer, mailbox, administrator, idle } = actors();
  const email = newAddress();
  const id = idIn(await partner().create({ customer: { email }, permissions, send: "email" }));
  await idle();
  const page = await customer.open(await mailbox.personalLink(email, { text: "Contoso Partner" }));
  expect((await customer.accept(page, { agreement: null })).faults).toMatchObject([{ field: "agreement" }]);
  expect((await customer.accept(page)).status).toBe(303);
  const late = await customer.decline(page);
  expect([late.status, late.refusal]).toEqual([409, expect.stringContaining("Contoso Partner")]);
  await idle();
  const { relationshipId, decision } = succeeded(await partner().read(id)).json;
  expect(decision).toMatchObject({ granted: permissions });
  expect(await partner().cancel(id)).toMatchObject({ status: 409, refusal: "wrong-state" });

  const portal = await administrator.signIn(email);
  const path = `/portal/relationships/${String(relationshipId)}/end`;
  expect((await portal.post(path, { csrf: "forged" })).status).toBe(403);
  expect((await portal.post(path)).status).toBe(303);
  await idle();
  expect((await mailbox.to(email, { subject: "Contoso Partner" })).length).toBeGreaterThan(1);
});

it("proves a mailbox by its code, and passes a request on to a colleague", async () => {
  const { partner, customer, mailbox, idle } = actors();
  const email = newAddress();
  const id = idIn(await partner().create({ customer: { email }, permissions, send: "self" }));
  const link = String(succeeded(await partner().draft(id)).json["link"]);
  await customer.done(customer.requestCode(link));
  const code = await mailbox.code(email);
  const colleague = email.replace("it@", "cfo@");
  expect((await customer.handOver(link, colleague, code)).status).toBeLessThan(400);
  await idle();
  expect((await customer.accept(await mailbox.personalLink(colleague))).status).toBe(303);
});

it("speaks for every user of the pool, with the faults of what is refused by field", async () => {
  const { operator, user, customer } = actors();
  const admin = { email: "admin@actors-partner.example" };
  idIn(await operator.register({ displayName: "Actors Partner", admin }));
  const refused = await user(admin.email).create({ customer: { email: "nobody" }, permissions });
  expect(refused).toMatchObject({ status: 422, refusal: "validation" });
  expect(refused.faults).toMatchObject([{ field: "/customer/email" }]);
  await expect(user("nobody@actors-partner.example").profile()).rejects.toThrow("nobody@actors-partner.example");
  const unknown = await customer.accept(`${stack().local.url}/i/none`);
  expect(unknown.status).toBe(404);
  expect(unknown.refusal).not.toBe("");
});
