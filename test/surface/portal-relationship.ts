import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Surface } from "./surface.ts";

/** Every page of one relationship, from its first day until after its end. */
export async function relationshipPages({ partner, page, connect, administrator, ...surface }: Surface): Promise<void> {
  const { operator, clock } = surface;
  const supportContact = { name: "Help desk", email: "help@contoso-partner.example", phone: "+39 02 1234" };
  succeeded(await partner().changeProfile({ supportContact }));
  const terms = { permissions: ["users.admin", "licenses.admin", "reports.read"], duration: "P90D" };
  const { id, email, relationshipId, customerId } = await connect("it@portal.example", {}, terms);
  let portal = await administrator.signIn(email);
  const show = (name: string, address: string) => page(`portal/${name}`, address, (url) => portal.get(url));
  const own = (await portal.relationship(relationshipId)).url;
  const showOwn = (name: string, path = "") => show(`relationship/${name}`, own + path);
  const home = (await portal.customer(customerId)).url;

  await show("home/one partner", "/portal");
  await show("home/of a customer", home);
  await showOwn("new");
  await showOwn("nothing to renew", "/renew");
  await showOwn("remove one", "/remove?permission=users.admin");
  await showOwn("remove one that is unknown", "/remove?permission=nonsense");
  await showOwn("remove all", "/remove");
  await showOwn("end", "/end");
  await page("portal/relationship/end with a reason that does not fit", `${own}/end`, (url) =>
    portal.post(url, { reason: "x".repeat(501) }),
  );
  await page("portal/relationship/form of another session", `${own}/end`, (url) => portal.post(url, { csrf: "x" }));
  await showOwn("receipt", `/receipts/${id}`);
  await showOwn("receipt as a file", `/receipts/${id}?format=jws`);
  await show("relationship/of somebody else", own.replace(relationshipId, "rel_00000000000000000000000000"));
  for (const done of ["removed", "removed-all", "renewed", "ended", "senders"])
    await showOwn(`after ${done}`, `?done=${done}`);

  succeeded(await portal.removePermissions(relationshipId, "users.admin"));
  await showOwn("one permission removed");
  await clock.advance("P20D");
  portal = await administrator.signIn(email);
  await showOwn("renew", "/renew");
  const partnerId = String(succeeded(await partner().profile()).json["id"]);
  succeeded(await operator.freeze(partnerId));
  await show("home/partner on hold", "/portal");
  await showOwn("partner on hold");
  await showOwn("renew, partner on hold", "/renew");
  succeeded(await operator.release(partnerId));
  succeeded(await portal.renewPermissions(relationshipId));
  await showOwn("renewed");
  await clock.advance("P89D", "P1D");
  portal = await administrator.signIn(email);
  await showOwn("soon over");
  await clock.advance("P2D", "P1D");
  portal = await administrator.signIn(email);
  await showOwn("permissions over");
  await show("home/permissions over", "/portal");
  succeeded(await portal.endRelationship(relationshipId, "We have another partner."));
  await showOwn("ended");
  await showOwn("end, ended already", "/end");
  await show("home/no partner any more", "/portal");
  succeeded(await partner().changeProfile({ supportContact: null }));
}
