import { expect, it } from "vitest";
import { actorsOn, type Actors } from "../../infra/local/actors/actors.ts";
import { succeeded } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import { headingOf } from "../../infra/local/actors/pages.ts";
import { raiseStack } from "../support/stack.ts";

const stack = raiseStack();
const actors = (): Actors => actorsOn(stack().local.url);
// What the stricter of the two clouds asks for.
const permissions = ["directory.admin", "office365.admin"];

it("an address that speaks for two customers chooses one, and what it does there leaves the other as it is", async () => {
  const { partner, customer, administrator, mailbox, idle } = actors();
  const email = "consultant@several-customers.example";
  /** Accepts a partner's request for an organisation that is new, and answers the ids of both. */
  const accept = async (name: string, organization: string) => {
    const from = organization === "Adatum" ? "Fabrikam Partner" : "Contoso Partner";
    const body = { customer: { email, organization }, permissions, anotherOrganization: true, send: "email" };
    const id = idIn(await partner(name).invite(body));
    await idle();
    const link = await mailbox.personalLink(email, { text: from });
    expect((await customer.accept(link, { customer: "new", organization })).status).toBe(303);
    await idle();
    const { customerId, relationshipId } = succeeded(await partner(name).read(id)).json;
    return { customerId: String(customerId), relationshipId: String(relationshipId) };
  };
  const wingtip = await accept("contoso-partner", "Wingtip");
  const adatum = await accept("fabrikam-partner", "Adatum");
  expect(wingtip.customerId).not.toBe(adatum.customerId);

  const portal = await administrator.signIn(email);
  const choice = await portal.get("/portal?lang=en");
  expect(headingOf(choice.text)).toBe("Choose an organisation");
  const names = [...choice.text.matchAll(/\/portal\/customers\/(cus_\w+)\?lang=en">([^<]+)</g)];
  expect(names.map(([, id, name]) => [id, name])).toEqual([
    [adatum.customerId, "Adatum"],
    [wingtip.customerId, "Wingtip"],
  ]);
  const senders = await portal.get("/portal/senders?lang=en");
  expect(senders.text).toContain(`/portal/customers/${adatum.customerId}/senders?lang=en`);
  const home = await portal.get(`/portal/customers/${wingtip.customerId}?lang=en`);
  expect([home.text.includes("Contoso Partner"), home.text.includes("Fabrikam Partner")]).toEqual([true, false]);

  const renamed = await portal.post(`/portal/customers/${wingtip.customerId}/name`, { name: "Wingtip Toys" });
  expect(renamed.status).toBe(303);
  const blocking = `/portal/customers/${wingtip.customerId}/senders`;
  expect((await portal.post(blocking, { mode: "listed" })).status).toBe(303);
  expect((await portal.post(`/portal/relationships/${wingtip.relationshipId}/end`)).status).toBe(303);
  const other = await portal.get(`/portal/relationships/${adatum.relationshipId}?lang=en`);
  expect(other.text).toContain("<strong>Adatum</strong>");
  expect(other.text).toContain("may send requests to your organisation");
  expect(other.text).toContain("End the relationship");

  const colleague = "colleague@elsewhere.example";
  const administrators = `/portal/customers/${adatum.customerId}/administrators`;
  expect((await portal.post(administrators, { email: colleague })).status).toBe(303);
  expect((await portal.get(administrators)).text).toContain(colleague);
  const others = await portal.get(`/portal/customers/${wingtip.customerId}/administrators`);
  expect(others.text).not.toContain(colleague);

  const again = await administrator.signIn(email);
  expect((await portal.submit(await portal.get("/portal"), "/portal/sign-out-everywhere")).status).toBe(303);
  for (const { get } of [portal, again]) expect((await get(administrators)).status).toBe(303);
});
