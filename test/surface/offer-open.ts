import { succeeded } from "../../infra/local/actors/answers.ts";
import { accepting, asked, inviting, spoken, type Scene } from "./scene.ts";

/** Two permissions that the clouds of Germany and of the US government require. */
const required = asked.slice(0, 2);

/** Every form that the page of an open offer can have, whatever its reader does. */
export async function openOffers(scene: Scene): Promise<void> {
  const { partner, user, operator, open, step, mailbox, customer } = scene;
  const invite = inviting(scene, partner());
  const show = async (name: string, invited: Promise<{ readonly link: string }>) =>
    open(`offer/open/${name}`, (await invited).link);

  await show("as usual", invite("it@usual.example"));
  await show("as advisor", invite("it@advisor.example", { relationship: "advisor" }));
  await show("one permission", invite("it@one.example", { permissions: ["users.admin"] }));
  await show("no permissions", invite("it@none.example", { permissions: [] }));
  await show("no permissions, as advisor", invite("it@no.example", { permissions: [], relationship: "advisor" }));
  await show("extends itself", invite("it@extends.example", { permissions: ["reports.read"], autoExtend: true }));
  await show("no shorter time", invite("it@short.example", { duration: "P30D" }));

  const german = inviting(scene, partner("fabrikam-partner"));
  await show("some permissions required", german("it@some.example"));
  await show("all permissions required", german("it@all.example", { permissions: required }));
  await show("of a sandbox", inviting(scene, partner("sandbox-partner"))("sales@sandbox-partner.example"));

  await step();
  const admin = { email: "admin@adatum.example" };
  succeeded(await operator.register({ displayName: "Adatum Services", admin }));
  await show("of an unverified partner", inviting(scene, user(admin.email))("it@unverified.example"));

  const renamed = await inviting(scene, user(admin.email))("it@renamed.example");
  succeeded(await user(admin.email).changeProfile({ displayName: "Adatum Consulting" }));
  await open("offer/open/of a partner with a new name", renamed.link);

  const handedOver = await invite("it@handed-over.example");
  succeeded(await customer.requestCode(handedOver.link));
  await step();
  const code = await mailbox.code(handedOver.email);
  succeeded(await customer.handOver(handedOver.link, "boss@handed-over.example", code));
  await step();
  await open("offer/open/handed over", await mailbox.personalLink("boss@handed-over.example"));
  await open("offer/closed/handed over to a colleague", handedOver.link);

  const narrow = await invite("it@again.example");
  succeeded(await customer.acceptWithoutPermissions(narrow.link));
  const more = await invite("it@again.example");
  await open("offer/open/more permissions", more.link);
  await scene.page("offer/faults/more permissions, and none ticked", (language) =>
    customer.accept(spoken(more.link, language), { permission: [] }),
  );
  await customerChoices(scene);
}

/** For which customers the reader can accept. */
async function customerChoices(scene: Scene): Promise<void> {
  const { partner, open, page, step, customer, administrator } = scene;
  const invite = inviting(scene, partner());
  const fabrikam = inviting(scene, partner("fabrikam-partner"));
  const email = "it@wingtip.example";
  const { customerId } = await accepting(scene, partner())(await invite(email));
  const known = await fabrikam(email);
  await open("offer/open/for a customer that is known", known.link);
  const another = await invite(email, { relationship: "advisor", anotherOrganization: true });
  succeeded(await customer.accept(another.link, { customer: "new", organization: "Wingtip Services" }));
  const { link } = await inviting(scene, partner("northwind-partner"))(email);
  await open("offer/open/for one of two customers", link);
  await page("offer/faults/no customer chosen", (language) =>
    customer.accept(spoken(link, language), { customer: null }),
  );

  const portal = await administrator.signIn(email);
  const colleague = "new@wingtip.example";
  succeeded(await portal.post(`/portal/customers/${customerId}/administrators`, { email: colleague }));
  await step();
  succeeded(await administrator.followLink(await administrator.confirmationLink(colleague)));
  const late = await fabrikam(colleague);
  await open("offer/open/for a customer by a new administrator", late.link);
  await page("offer/faults/by a new administrator", (language) => customer.accept(spoken(late.link, language)));
  succeeded(await customer.accept(known.link, { customer: customerId }));
  await open("offer/open/for a customer that has this relationship", late.link);

  const blocking = "it@blocking.example";
  const blocked = await accepting(scene, partner())(await invite(blocking));
  const waiting = await fabrikam(blocking);
  const blocker = await administrator.signIn(blocking);
  const { json } = succeeded(await partner("fabrikam-partner").profile());
  const sender = `/portal/customers/${blocked.customerId}/senders/${String(json["id"])}`;
  succeeded(await blocker.post(sender, { standing: "blocked" }));
  await open("offer/open/of a partner that is blocked", waiting.link);
  await page("offer/faults/of a partner that is blocked", (language) =>
    customer.accept(spoken(waiting.link, language)),
  );
}
