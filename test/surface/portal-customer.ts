import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Portal } from "../../infra/local/actors/administrator.ts";
import type { Surface } from "./surface.ts";

/** A signed-in administrator, the address of its customer's page, and what is shown to it. */
interface Place {
  readonly portal: Portal;
  readonly own: string;
  readonly customerId: string;
  readonly relationshipId: string;
  readonly show: (name: string, address: string) => Promise<void>;
}

const placeOf = async ({ page }: Surface, portal: Portal, customerId: string, relationshipId = ""): Promise<Place> => ({
  ...{ portal, customerId, relationshipId, own: (await portal.customer(customerId)).url },
  show: (name, address) => page(`portal/${name}`, address, (url) => portal.get(url)),
});

/** Every page about a customer: who may invite it, its administrators, and its name. */
export async function customerPages(surface: Surface): Promise<void> {
  const { email, customerId, relationshipId } = await surface.connect("it@customer-pages.example");
  const portal = await surface.administrator.signIn(email);
  const place = await placeOf(surface, portal, customerId, relationshipId);
  await senderPages(surface, place);
  await namePages(surface, place);
  await administratorPages(surface, place);
  await choicePages(surface, place, email);
  await sandboxPages(surface);
}

async function senderPages({ partner, page }: Surface, { portal, own, customerId, show }: Place): Promise<void> {
  const partnerId = String(succeeded(await partner().profile()).json["id"]);
  const sender = `${own}/senders/${partnerId}`;
  await show("senders/all", `${own}/senders`);
  for (const done of ["blocked", "allowed"])
    await show(`senders/${done}`, `${own}/senders?done=${done}&partner=${partnerId}`);
  for (const done of ["senders-all", "senders-listed"]) await show(`senders/${done}`, `${own}/senders?done=${done}`);
  await show("senders/whom to put on the list", `${own}/senders?mode=listed`);
  await show("senders/by the way without a customer", "/portal/senders");
  await show("sender/neither", sender);
  for (const status of ["blocked", "neither", "listed"]) {
    succeeded(await portal.changeSenders(customerId, { partnerId, status }));
    await show(`sender/${status} by a form`, sender);
  }
  await show("senders/one listed", `${own}/senders`);
  succeeded(await portal.changeSenders(customerId, { mode: "listed" }));
  await show("senders/those listed", `${own}/senders`);
  await show("sender/listed where only those may ask", sender);
  await page("portal/senders/nothing that can be done", `${own}/senders`, (url) =>
    portal.post(url, { mode: "nonsense" }),
  );
  succeeded(await portal.changeSenders(customerId, { mode: "all" }));
  await show("sender/unknown", `${own}/senders/ptn_00000000000000000000000000`);
}

async function namePages({ operator, page }: Surface, { portal, own, customerId, show }: Place): Promise<void> {
  await show("name/form", `${own}/name`);
  await page("portal/name/none", `${own}/name`, (url) => portal.post(url, { name: "" }));
  const verified = { verified: { how: "Company register" } };
  succeeded(await operator.changeCustomer(customerId, verified, { ifMatch: "*" }));
  await show("name/of a customer that is verified", `${own}/name`);
  await show("home/of a customer that is verified", own);
  succeeded(await portal.rename(customerId, "Wingtip <Toys>"));
  await show("home/renamed", `${own}?done=renamed`);
}

async function administratorPages(surface: Surface, place: Place): Promise<void> {
  const { page, administrator, clock } = surface;
  const { portal, own, customerId, relationshipId, show } = place;
  const list = `${own}/administrators`;
  const colleague = "new@customer-pages.example";
  const pageOf = async (email: string): Promise<string> => `${list}/${await portal.idOf(customerId, email)}`;
  const add = (name: string, email: string) =>
    page(`portal/administrators/${name}`, list, (url) => portal.post(url, { email }));
  await show("administrators/one", list);
  await show("administrators/by the way without a customer", "/portal/administrators");
  await add("no address", "nonsense");
  await add("one that is known", portal.email);
  succeeded(await portal.add(customerId, colleague));
  await show("administrators/one waiting", `${list}?done=added`);
  await show("administrators/remove one waiting", await pageOf(colleague));
  succeeded(await administrator.confirm(colleague));
  await show("administrators/two", list);
  await show("administrators/remove another", await pageOf(colleague));
  const leaving = await pageOf(portal.email);
  await show("administrators/leave", leaving);
  await show("administrators/unknown", `${list}/00000000000000000000000000`);
  for (const done of ["administrator-removed", "waiting-removed"])
    await show(`administrators/after ${done}`, `${list}?done=${done}`);

  const fresh = await placeOf(surface, await administrator.signIn(colleague), customerId);
  const showNew = (name: string, address: string) => fresh.show(`new administrator/${name}`, address);
  const relationship = (await portal.relationship(relationshipId)).url;
  await showNew("home", own);
  await showNew("relationship", relationship);
  await showNew("end", `${relationship}/end`);
  await showNew("senders", `${own}/senders`);
  await showNew("administrators", list);
  await showNew("remove another", leaving);
  await showNew("name", `${own}/name`);
  succeeded(await portal.remove(customerId, await portal.idOf(customerId, colleague)));
  await show("administrators/the last one leaves", leaving);
  for (let number = 1; ; number += 1) {
    const { status } = await portal.add(customerId, `colleague-${number}@customer-pages.example`);
    if (status !== 303) break;
  }
  await add("too many", "one-more@customer-pages.example");
  await show("administrators/many waiting", list);
  await clock.advance("PT1H");
}

/** Pages of an administrator of two customers. */
async function choicePages(surface: Surface, { customerId }: Place, email: string): Promise<void> {
  const { partner, customer, administrator, invite } = surface;
  const another = { relationship: "advisor", anotherOrganization: true };
  const { link } = await invite(email, another, partner("northwind-partner"));
  await customer.done(customer.accept(link, { customer: "new", organization: "Wingtip Services" }));
  const { show } = await placeOf(surface, await administrator.signIn(email), customerId);
  await show("choice/of a customer", "/portal");
  await show("choice/of a customer's senders", "/portal/senders");
  await show("choice/of a customer's administrators", "/portal/administrators");
}

/** Pages of a customer that is test data. */
async function sandboxPages(surface: Surface): Promise<void> {
  const { partner, administrator, page, connect } = surface;
  const sandbox = partner("sandbox-partner");
  const { email, ...ids } = await connect("auditor@sandbox-partner.example", {}, {}, sandbox);
  const portal = await administrator.signIn(email);
  const { own, show } = await placeOf(surface, portal, ids.customerId);
  await show("sandbox/home", "/portal");
  await show("sandbox/relationship", (await portal.relationship(ids.relationshipId)).url);
  await page("portal/sandbox/an address outside", `${own}/administrators`, (url) =>
    portal.post(url, { email: "it@outside.example" }),
  );
}
