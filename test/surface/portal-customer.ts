import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Portal } from "../../infra/local/actors/administrator.ts";
import { inPortal } from "./portal-relationship.ts";
import { accepting, inviting, type Scene } from "./scene.ts";

/** Every page about a customer: who may ask it, who speaks for it, and what it is called. */
export async function customerPages(scene: Scene): Promise<void> {
  const { partner, administrator } = scene;
  const email = "it@customer-pages.example";
  const invitation = await inviting(scene, partner())(email);
  const { customerId, relationshipId } = await accepting(scene, partner())(invitation);
  const portal = await administrator.signIn(email);
  const place = { portal, own: `/portal/customers/${customerId}`, customerId, relationshipId };
  await senderPages(scene, place);
  await namePages(scene, place);
  await administratorPages(scene, place);
  await choicePages(scene, email);
  await sandboxPages(scene);
}

interface Place {
  readonly portal: Portal;
  readonly own: string;
  readonly customerId: string;
  readonly relationshipId: string;
}

const showing =
  ({ page }: Scene, portal: Portal) =>
  (name: string, path: string): Promise<void> =>
    page(`portal/${name}`, inPortal(portal, path));

async function senderPages(scene: Scene, { portal, own }: Place): Promise<void> {
  const { partner, step, page } = scene;
  const show = showing(scene, portal);
  const { json } = succeeded(await partner().profile());
  const sender = `${own}/senders/${String(json["id"])}`;
  await show("senders/all", `${own}/senders`);
  await show("senders/saved", `${own}/senders?done=senders`);
  await show("senders/by the way without a customer", "/portal/senders");
  await show("sender/neither", sender);
  for (const standing of ["blocked", "neither", "listed"]) {
    succeeded(await portal.post(sender, { standing }));
    await step();
    await show(`sender/${standing} by a form`, sender);
  }
  await show("senders/one listed", `${own}/senders`);
  succeeded(await portal.post(`${own}/senders`, { mode: "listed" }));
  await step();
  await show("senders/those listed", `${own}/senders`);
  await show("sender/listed where only those may ask", sender);
  await page("portal/senders/nothing that can be done", (language) =>
    portal.post(`${own}/senders?lang=${language}`, { mode: "nonsense" }),
  );
  succeeded(await portal.post(`${own}/senders`, { mode: "all" }));
  await show("sender/unknown", `${own}/senders/ptn_00000000000000000000000000`);
}

async function namePages(scene: Scene, { portal, own, customerId }: Place): Promise<void> {
  const { operator, page, step } = scene;
  const show = showing(scene, portal);
  await show("name/form", `${own}/name`);
  await page("portal/name/none", (language) => portal.post(`${own}/name?lang=${language}`, { name: "" }));
  const path = `/v1/operator/customers/${customerId}`;
  const ifMatch = (await operator.call("GET", path)).headers.get("etag") ?? "";
  succeeded(await operator.call("PATCH", path, { verified: { how: "Company register" } }, { ifMatch }));
  await step();
  await show("name/of a customer that is verified", `${own}/name`);
  await show("home/of a customer that is verified", own);
  succeeded(await portal.post(`${own}/name`, { name: "Wingtip <Toys>" }));
  await show("home/renamed", `${own}?done=renamed`);
}

async function administratorPages(scene: Scene, { portal, own, relationshipId }: Place): Promise<void> {
  const { page, step, administrator, clock } = scene;
  const show = showing(scene, portal);
  const list = `${own}/administrators`;
  const colleague = "new@customer-pages.example";
  await show("administrators/one", list);
  await show("administrators/by the way without a customer", "/portal/administrators");
  const add = (name: string, email: string) =>
    page(`portal/administrators/${name}`, (language) => portal.post(`${list}?lang=${language}`, { email }));
  await add("no address", "nonsense");
  await add("one that is known", portal.email);
  succeeded(await portal.post(list, { email: colleague }));
  await step();
  await show("administrators/one waiting", `${list}?done=added`);
  await show("administrators/remove one waiting", `${list}/${await idOn(portal, list, colleague)}`);
  const link = await administrator.confirmationLink(colleague);
  succeeded(await administrator.followLink(link));
  await step();
  await show("administrators/two", list);
  await show("administrators/remove another", `${list}/${await idOn(portal, list, colleague)}`);
  const ownId = await idOn(portal, list, portal.email);
  await show("administrators/leave", `${list}/${ownId}`);
  await show("administrators/unknown", `${list}/00000000000000000000000000`);
  for (const done of ["administrator-removed", "waiting-removed"])
    await show(`administrators/after ${done}`, `${list}?done=${done}`);

  const fresh = await administrator.signIn(colleague);
  const showNew = showing(scene, fresh);
  await showNew("new administrator/home", own);
  await showNew("new administrator/relationship", `/portal/relationships/${relationshipId}`);
  await showNew("new administrator/end", `/portal/relationships/${relationshipId}/end`);
  await showNew("new administrator/senders", `${own}/senders`);
  await showNew("new administrator/administrators", list);
  await showNew("new administrator/remove another", `${list}/${ownId}`);
  await showNew("new administrator/name", `${own}/name`);
  succeeded(await portal.post(`${list}/${await idOn(portal, list, colleague)}`));
  await show("administrators/the last one leaves", `${list}/${ownId}`);
  for (let number = 1; ; number += 1) {
    await step();
    const { status } = await portal.post(list, { email: `colleague-${number}@customer-pages.example` });
    if (status !== 303) break;
  }
  await add("too many", "one-more@customer-pages.example");
  await show("administrators/many waiting", list);
  await clock.advance("PT1H");
}

/** The id of an administrator by which its page is found. */
const idOn = async (portal: Portal, list: string, email: string): Promise<string> => {
  const { text } = await portal.get(list);
  const [, ...rows] = text.split("<tr>");
  const row = rows.find((one) => one.includes(email)) ?? "";
  const linked = /administrators\/(\w{26})/.exec(row)?.[1];
  if (linked !== undefined) return linked;
  throw new Error(`The list of administrators leads to no page of ${email}.`);
};

/** Pages of who speaks for two customers. */
async function choicePages(scene: Scene, email: string): Promise<void> {
  const { partner, customer, administrator, step } = scene;
  const another = { relationship: "advisor", anotherOrganization: true };
  const { link } = await inviting(scene, partner("northwind-partner"))(email, another);
  succeeded(await customer.accept(link, { customer: "new", organization: "Wingtip Services" }));
  await step();
  const show = showing(scene, await administrator.signIn(email));
  await show("choice/of a customer", "/portal");
  await show("choice/of a customer's senders", "/portal/senders");
  await show("choice/of a customer's administrators", "/portal/administrators");
}

/** Pages of a customer that is a test. */
async function sandboxPages(scene: Scene): Promise<void> {
  const { partner, administrator, page } = scene;
  const sandbox = partner("sandbox-partner");
  const email = "auditor@sandbox-partner.example";
  const { customerId, relationshipId } = await accepting(scene, sandbox)(await inviting(scene, sandbox)(email));
  const portal = await administrator.signIn(email);
  const show = showing(scene, portal);
  await show("sandbox/home", "/portal");
  await show("sandbox/relationship", `/portal/relationships/${relationshipId}`);
  await page("portal/sandbox/an address outside", (language) =>
    portal.post(`/portal/customers/${customerId}/administrators?lang=${language}`, { email: "it@outside.example" }),
  );
}
