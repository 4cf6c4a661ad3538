import { succeeded } from "../../infra/local/actors/answers.ts";
import { asked, type Surface } from "./surface.ts";

/** Two permissions that the clouds of Germany and of the US government require. */
const required = asked.slice(0, 2);

/** Every form that the page of an open offer can have. */
export async function openOffers(surface: Surface): Promise<void> {
  const { partner, user, operator, page, mailbox, customer, invite } = surface;
  const show = async (name: string, invited: Promise<{ readonly link: string }>) =>
    page(`offer/open/${name}`, (await invited).link);

  await show("as usual", invite("it@usual.example"));
  await show("as advisor", invite("it@advisor.example", { relationship: "advisor" }));
  await show("one permission", invite("it@one.example", { permissions: ["users.admin"] }));
  const reasons = { purpose: "Migration in May", purposes: { [required[0]!]: "To connect the directory" } };
  await show("with purposes", invite("it@purposes.example", reasons));
  await show("no permissions", invite("it@none.example", { permissions: [] }));
  await show("no permissions, as advisor", invite("it@no.example", { permissions: [], relationship: "advisor" }));
  await show("extends itself", invite("it@extends.example", { permissions: ["reports.read"], autoExtend: true }));
  await show("no shorter time", invite("it@short.example", { duration: "P30D" }));

  const german = partner("fabrikam-partner");
  await show("some permissions required", invite("it@some.example", {}, german));
  await show("all permissions required", invite("it@all.example", { permissions: required }, german));
  await show("of a sandbox", invite("sales@sandbox-partner.example", {}, partner("sandbox-partner")));

  const admin = { email: "admin@adatum.example" };
  succeeded(await operator.register({ displayName: "Adatum Services", admin }));
  await show("of an unverified partner", invite("it@unverified.example", {}, user(admin.email)));
  const renamed = await invite("it@renamed.example", {}, user(admin.email));
  succeeded(await user(admin.email).changeProfile({ displayName: "Adatum Consulting" }));
  await page("offer/open/of a partner with a new name", renamed.link);

  const handedOver = await invite("it@handed-over.example");
  await customer.done(customer.requestCode(handedOver.link));
  const code = await mailbox.code(handedOver.email);
  await customer.done(customer.handOver(handedOver.link, "boss@handed-over.example", code));
  await page("offer/open/handed over", await mailbox.personalLink("boss@handed-over.example"));
  await page("offer/closed/passed on to a colleague", handedOver.link);

  const narrow = await invite("it@again.example");
  await customer.done(customer.acceptWithoutPermissions(narrow.link));
  const more = await invite("it@again.example");
  await page("offer/open/more permissions", more.link);
  await page("offer/faults/more permissions, and none ticked", more.link, (link) =>
    customer.accept(link, { permission: [] }),
  );
  await customerChoices(surface);
}

/** The customers for which the reader can accept. */
async function customerChoices({ partner, page, customer, administrator, invite, connect }: Surface): Promise<void> {
  const fabrikam = partner("fabrikam-partner");
  const email = "it@wingtip.example";
  const { customerId } = await connect(email);
  const known = await invite(email, {}, fabrikam);
  await page("offer/open/for a customer that is known", known.link);
  const another = await invite(email, { relationship: "advisor", anotherOrganization: true });
  succeeded(await customer.accept(another.link, { customer: "new", organization: "Wingtip Services" }));
  const { link } = await invite(email, {}, partner("northwind-partner"));
  await page("offer/open/for one of two customers", link);
  await page("offer/faults/no customer chosen", link, (opened) => customer.accept(opened, { customer: null }));

  const portal = await administrator.signIn(email);
  const colleague = "new@wingtip.example";
  succeeded(await portal.add(customerId, colleague));
  succeeded(await administrator.confirm(colleague));
  const late = await invite(colleague, {}, fabrikam);
  await page("offer/open/for a customer by a new administrator", late.link);
  await page("offer/faults/by a new administrator", late.link, (opened) => customer.accept(opened));
  succeeded(await customer.accept(known.link, { customer: customerId }));
  await page("offer/open/for a customer that has this relationship", late.link);

  const blocked = await connect("it@blocking.example");
  const waiting = await invite(blocked.email, {}, fabrikam);
  const blocker = await administrator.signIn(blocked.email);
  const partnerId = String(succeeded(await fabrikam.profile()).json["id"]);
  succeeded(await blocker.changeSenders(blocked.customerId, { partnerId, status: "blocked" }));
  await page("offer/open/of a partner that is blocked", waiting.link);
  await page("offer/faults/of a partner that is blocked", waiting.link, (opened) => customer.accept(opened));
}
