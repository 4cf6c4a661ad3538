import { succeeded } from "../../infra/local/actors/answers.ts";
import { accepting, inviting, spoken, type Scene } from "./scene.ts";

/** What a link shows once its request is answered, taken back, over or on hold. */
export async function closedOffers(scene: Scene): Promise<void> {
  const { partner, open, page, step, customer, clock } = scene;
  const invite = inviting(scene, partner());
  const accept = accepting(scene, partner());
  const closed = async (
    name: string,
    email: string,
    body: object,
    act: (link: string, id: string) => Promise<unknown>,
  ) => {
    const { link, id } = await invite(email, body);
    await step();
    await act(link, id);
    await step();
    await open(`offer/closed/${name}`, link);
    return link;
  };
  const whole = await closed("accepted whole", "it@whole.example", {}, (link, id) => accept({ link, id }));
  await open("offer/closed/receipt", `${whole}/receipt`);
  await page("offer/closed/accepted whole, then posted again", async (language) =>
    customer.post(`${whole}/decision?lang=${language}`, { decision: "decline" }),
  );
  await closed("accepted in part", "it@part.example", {}, (link, id) =>
    accept({ link, id }, { permission: ["users.admin"], duration: "P90D" }),
  );
  await closed("accepted without permissions", "it@without.example", {}, (link) =>
    customer.done(customer.acceptWithoutPermissions(link)),
  );
  const advisor = { relationship: "advisor", permissions: ["reports.read"], autoExtend: true };
  await closed("accepted as advisor", "it@as-advisor.example", advisor, (link, id) => accept({ link, id }));
  await closed("declined", "it@declined.example", {}, (link) => customer.decline(link, { reason: "Too early" }));
  await closed("reported", "it@reported.example", {}, (link) => customer.report(link));
  await closed("cancelled", "it@cancelled.example", {}, (_, id) => partner().cancel(id));
  const replaced = await invite("it@replaced.example");
  succeeded(await partner().resend(replaced.id, { rotate: true }));
  await open("offer/closed/replaced by a newer mail", replaced.link);
  await open("offer/closed/of nobody", `${scene.url}/i/nothing`);
  await page("offer/closed/receipt that is not there", (language) =>
    customer.open(spoken(`${replaced.link}/receipt`, language)),
  );
  await afterARelationship(scene);
  await afterAnAdministrator(scene);

  const over = await invite("it@over.example", { expiresIn: "P1D" });
  const late = await customer.open(over.link);
  await step();
  await clock.advance("P2D");
  await open("offer/closed/expired", over.link);
  await page("offer/closed/expired, then posted", () => customer.accept(late));
  succeeded(await customer.askForNewLink(over.link));
  await open("offer/closed/expired, and a new link asked for", over.link);
}

/** What becomes of a request for more when the relationship ends. */
async function afterARelationship(scene: Scene): Promise<void> {
  const { partner, open, step, customer, administrator } = scene;
  const invite = inviting(scene, partner());
  const accept = accepting(scene, partner());
  const email = "it@ending.example";
  const first = await invite(email);
  succeeded(await customer.acceptWithoutPermissions(first.link));
  await step();
  const again = await invite(email);
  const { relationshipId } = await accept(again);
  await open("offer/closed/accepted with more permissions", again.link);
  const portal = await administrator.signIn(email);
  succeeded(await portal.post(`/portal/relationships/${relationshipId}/remove`));
  const third = await invite(email);
  succeeded(await portal.post(`/portal/relationships/${relationshipId}/end`));
  await step();
  await open("offer/closed/cancelled by the end of the relationship", third.link);
  await open("offer/closed/accepted, and ended since", again.link);
}

/** What becomes of a request for more when the administrator whom it went to leaves. */
async function afterAnAdministrator(scene: Scene): Promise<void> {
  const { partner, open, step, administrator } = scene;
  const invite = inviting(scene, partner());
  const leaver = "it@leaving.example";
  const { customerId, relationshipId } = await accepting(scene, partner())(await invite(leaver));
  const colleague = "stays@leaving.example";
  const own = await administrator.signIn(leaver);
  const page = `/portal/customers/${customerId}/administrators`;
  succeeded(await own.post(page, { email: colleague }));
  await step();
  succeeded(await administrator.followLink(await administrator.confirmationLink(colleague)));
  succeeded(await own.post(`/portal/relationships/${relationshipId}/remove`));
  const more = await invite(leaver);
  const list = await own.get(page);
  const leave = /administrators\/(\w{26})\?[^"]*">\s*Leave/.exec(list.text)?.[1] ?? "";
  succeeded(await own.post(`${page}/${leave}`));
  await step();
  await open("offer/closed/cancelled as its addressee left", more.link);
}

/** What a link shows while the operator holds its partner. */
export async function heldOffers(scene: Scene): Promise<void> {
  const { user, operator, open, page, step, customer, clock } = scene;
  const admin = { email: "admin@tailspin.example" };
  const { json } = succeeded(await operator.register({ displayName: "Tailspin Partner", admin }));
  const invite = inviting(scene, user(admin.email));
  const held = await invite("it@held.example");
  const seen = await customer.open(held.link);
  const over = await invite("it@held-and-over.example", { expiresIn: "P1D" });
  const reported = await invite("it@held-and-reported.example");
  await step();
  await clock.advance("P2D");
  succeeded(await operator.freeze(String(json["id"])));
  await open("offer/held/open", held.link);
  await page("offer/held/accepted", () => customer.accept(seen));
  await open("offer/held/expired", over.link);
  succeeded(await customer.report(reported.link));
  await open("offer/held/reported", reported.link);
}
