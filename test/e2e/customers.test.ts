import { expect, it } from "vitest";
import { actorsOn, type Actors } from "../../infra/local/actors/actors.ts";
import { succeeded } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import { headingOf } from "../../infra/local/actors/pages.ts";
import { raiseStack } from "../support/stack/stack.ts";

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

it("who was added confirms from the own mailbox, and in the cool-off looks and takes away, but grants, lets in and ends nothing", async () => {
  const { partner, customer, administrator, mailbox, clock, idle } = actors();
  const [founder, colleague] = ["founder@cool-off.example", "colleague@elsewhere-cool.example"];
  /** A partner's request to an address, and its personal link. */
  const ask = async (name: string, email: string, text: string) => {
    const id = idIn(await partner(name).invite({ customer: { email }, permissions, send: "email" }));
    await idle();
    return { id, link: await mailbox.personalLink(email, { text }) };
  };
  const first = await ask("contoso-partner", founder, "Contoso Partner");
  expect((await customer.accept(first.link)).status).toBe(303);
  const { customerId, relationshipId, partnerId } = succeeded(await partner().read(first.id)).json;
  const path = `/portal/customers/${String(customerId)}`;
  const relationship = `/portal/relationships/${String(relationshipId)}`;
  const adding = await administrator.signIn(founder);
  expect((await adding.post(`${path}/administrators`, { email: colleague })).status).toBe(303);

  const link = await administrator.confirmationLink(colleague);
  expect((await customer.open(link)).status).toBe(200);
  succeeded(await administrator.askForLink(colleague));
  await idle();
  // Opened is not confirmed: nobody signs in yet.
  expect(await mailbox.to(colleague, { link: "/portal/sign-in/" })).toEqual([]);
  await clock.advance("P6D");
  expect((await administrator.followLink(link)).status).toBe(200);
  await idle();
  for (const email of [founder, colleague]) expect(await mailbox.to(email, { text: "confirmed" })).not.toEqual([]);

  const later = [
    [`${path}/administrators`, { email: "third@cool-off.example" }],
    [`${path}/name`, { name: "Another name" }],
    [`${path}/senders`, { mode: "listed" }],
    [`${relationship}/renew`, {}],
    [`${relationship}/end`, {}],
  ] as const;
  const cool = await administrator.signIn(colleague);
  for (const [where, typed] of later) expect([where, (await cool.post(where, typed)).status]).toEqual([where, 409]);
  const other = await ask("fabrikam-partner", colleague, "Fabrikam Partner");
  const refused = await customer.accept(other.link, { customer: String(customerId) });
  expect([refused.status, refused.faults.map(({ field }) => field)]).toEqual([409, ["customer"]]);

  expect((await cool.get(relationship)).status).toBe(200);
  expect((await cool.post(`${relationship}/remove?permission=office365.admin`)).status).toBe(303);
  const sender = `${path}/senders/${String(partnerId)}`;
  expect((await cool.post(sender, { standing: "blocked" })).status).toBe(303);
  expect((await cool.post(sender, { standing: "neither" })).status).toBe(409);
  expect((await customer.decline(other.link)).status).toBe(303);

  // Seven days from the confirmation, not from the mail.
  await clock.advance("P7D");
  const free = await administrator.signIn(colleague);
  expect((await free.post(sender, { standing: "neither" })).status).toBe(303);
  for (const [where, typed] of later) expect([where, (await free.post(where, typed)).status]).toEqual([where, 303]);
});
