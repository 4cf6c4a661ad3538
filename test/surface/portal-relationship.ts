import { succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import type { Portal } from "../../infra/local/actors/administrator.ts";
import { accepting, inviting, spoken, type Language, type Scene } from "./scene.ts";

/** Opens a path of the portal in a language. */
export const inPortal =
  (portal: Portal, path: string) =>
  (language: Language): Promise<Answer> =>
    portal.get(spoken(new URL(path, "http://portal").href, language).replace("http://portal", ""));

/** Every page of one relationship, from its first day until after its end. */
export async function relationshipPages(scene: Scene): Promise<void> {
  const { partner, page, step, administrator, operator, clock } = scene;
  const email = "it@portal.example";
  const supportContact = { name: "Help desk", email: "help@contoso-partner.example", phone: "+39 02 1234" };
  succeeded(await partner().changeProfile({ supportContact }));
  const permissions = ["users.admin", "licenses.admin", "reports.read"];
  const invitation = await inviting(scene, partner())(email, { permissions, duration: "P90D" });
  const { relationshipId, customerId } = await accepting(scene, partner())(invitation);
  let portal = await administrator.signIn(email);
  const own = `/portal/relationships/${relationshipId}`;
  const show = (name: string, path: string) => page(`portal/${name}`, inPortal(portal, path));
  const act = async (path: string, fields: object = {}): Promise<void> => {
    succeeded(await portal.post(path, { ...fields }));
    await step();
  };

  await show("home/one partner", "/portal");
  await show("home/of a customer", `/portal/customers/${customerId}`);
  await show("relationship/new", own);
  await show("relationship/nothing to renew", `${own}/renew`);
  await show("relationship/remove one", `${own}/remove?permission=users.admin`);
  await show("relationship/remove one that is unknown", `${own}/remove?permission=nonsense`);
  await show("relationship/remove all", `${own}/remove`);
  await show("relationship/end", `${own}/end`);
  await page("portal/relationship/end with a reason that does not fit", (language) =>
    portal.post(`${own}/end?lang=${language}`, { reason: "x".repeat(501) }),
  );
  await page("portal/relationship/form of another session", (language) =>
    portal.post(`${own}/end?lang=${language}`, { csrf: "x" }),
  );
  await show("relationship/receipt", `${own}/receipts/${invitation.id}`);
  await show("relationship/of somebody else", "/portal/relationships/rel_00000000000000000000000000");
  for (const done of ["removed", "removed-all", "renewed", "ended", "senders"])
    await show(`relationship/after ${done}`, `${own}?done=${done}`);

  await act(`${own}/remove?permission=users.admin`);
  await show("relationship/one permission removed", own);
  await clock.advance("P20D");
  portal = await administrator.signIn(email);
  await show("relationship/renew", `${own}/renew`);
  const { json } = succeeded(await partner().profile());
  succeeded(await operator.freeze(String(json["id"])));
  await show("home/partner on hold", "/portal");
  await show("relationship/partner on hold", own);
  await show("relationship/renew, partner on hold", `${own}/renew`);
  succeeded(await operator.release(String(json["id"])));
  await act(`${own}/renew`);
  await show("relationship/renewed", own);
  await clock.advance("P89D", "P1D");
  portal = await administrator.signIn(email);
  await show("relationship/soon over", own);
  await clock.advance("P2D", "P1D");
  portal = await administrator.signIn(email);
  await show("relationship/permissions over", own);
  await show("home/permissions over", "/portal");
  await act(`${own}/end`, { reason: "We have another partner." });
  await show("relationship/ended", own);
  await show("relationship/end, ended already", `${own}/end`);
  await show("home/no partner any more", "/portal");
  succeeded(await partner().changeProfile({ supportContact: null }));
}
