import { succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { type Invited } from "../../infra/local/actors/partner.ts";
import type { Surface } from "./surface.ts";

/** What a link shows once its invitation is answered, cancelled or expired. */
export async function closedOffers(surface: Surface): Promise<void> {
  const { partner, page, customer, clock, invite, url } = surface;
  const closed = async (name: string, email: string, close: (one: Invited) => Promise<Answer>, body: object = {}) => {
    const invited = await invite(email, body);
    await customer.done(close(invited));
    await page(`offer/closed/${name}`, invited.link);
    return invited.link;
  };
  const whole = await closed("accepted whole", "it@whole.example", ({ link }) => customer.accept(link));
  await page("offer/closed/receipt", `${whole}/receipt`);
  await page("offer/closed/receipt as a file", `${whole}/receipt?format=jws`);
  const { text } = await customer.open(`${whole}/receipt?format=jws`);
  await checkedReceipts(surface, text);
  await page("offer/closed/accepted whole, then posted again", whole, (link) => customer.answer(link, "decline"));
  await closed("accepted in part", "it@part.example", ({ link }) =>
    customer.accept(link, { permission: ["users.admin"], duration: "P90D" }),
  );
  await closed("accepted without permissions", "it@without.example", ({ link }) =>
    customer.acceptWithoutPermissions(link),
  );
  const advisor = { relationship: "advisor", permissions: ["reports.read"], autoExtend: true };
  await closed("accepted as advisor", "it@as-advisor.example", ({ link }) => customer.accept(link), advisor);
  await closed("declined", "it@declined.example", ({ link }) => customer.decline(link, { reason: "Too early" }));
  await closed("reported", "it@reported.example", ({ link }) => customer.report(link));
  await closed("cancelled", "it@cancelled.example", ({ id }) => partner().cancel(id));
  const replaced = await invite("it@replaced.example");
  succeeded(await partner().resend(replaced.id, { rotate: true }));
  await page("offer/closed/replaced by a newer mail", replaced.link);
  await page("offer/closed/of nobody", `${url}/i/nothing`);
  await page("offer/closed/receipt that is not there", `${replaced.link}/receipt`);
  await afterARelationship(surface);
  await afterAnAdministrator(surface);

  const over = await invite("it@over.example", { expiresIn: "P1D" });
  const late = await customer.open(over.link);
  await clock.advance("P2D");
  await page("offer/closed/expired", over.link);
  await page("offer/closed/expired, then posted", over.link, () => customer.accept(late));
  succeeded(await customer.askForNewLink(over.link));
  await page("offer/closed/expired, and a new link asked for", over.link);
}

/** What becomes of a request for more when the relationship ends. */
async function afterARelationship({ page, customer, administrator, invite, connect }: Surface): Promise<void> {
  const email = "it@ending.example";
  const first = await invite(email);
  await customer.done(customer.acceptWithoutPermissions(first.link));
  const { link, relationshipId } = await connect(email);
  await page("offer/closed/accepted with more permissions", link);
  const portal = await administrator.signIn(email);
  succeeded(await portal.removePermissions(relationshipId));
  const third = await invite(email);
  succeeded(await portal.endRelationship(relationshipId));
  await page("offer/closed/cancelled by the end of the relationship", third.link);
  await page("offer/closed/accepted, and ended since", link);
}

/** What becomes of a request for more when the administrator to whom it was sent leaves. */
async function afterAnAdministrator({ page, administrator, invite, connect }: Surface): Promise<void> {
  const { email, customerId, relationshipId } = await connect("it@leaving.example");
  const colleague = "stays@leaving.example";
  const portal = await administrator.signIn(email);
  succeeded(await portal.add(customerId, colleague));
  succeeded(await administrator.confirm(colleague));
  succeeded(await portal.removePermissions(relationshipId));
  const more = await invite(email);
  succeeded(await portal.remove(customerId, await portal.idOf(customerId, email)));
  await page("offer/closed/cancelled as its addressee left", more.link);
}

/** What a link shows while the operator has frozen its partner. */
export async function heldOffers(surface: Surface): Promise<void> {
  const { user, operator, page, customer, clock } = surface;
  const admin = { email: "admin@tailspin.example" };
  const { json } = succeeded(await operator.register({ displayName: "Tailspin Partner", admin }));
  const invite = (email: string, body: object = {}) => surface.invite(email, body, user(admin.email));
  const held = await invite("it@held.example");
  const seen = await customer.open(held.link);
  const over = await invite("it@held-and-over.example", { expiresIn: "P1D" });
  const reported = await invite("it@held-and-reported.example");
  await clock.advance("P2D");
  succeeded(await operator.freeze(String(json["id"])));
  await page("offer/held/open", held.link);
  await page("offer/held/accepted", held.link, () => customer.accept(seen));
  await page("offer/held/expired", over.link);
  succeeded(await customer.report(reported.link));
  await page("offer/held/reported", reported.link);
}

/** The page that checks a receipt, before and after. */
async function checkedReceipts({ page, control }: Surface, receipt: string): Promise<void> {
  const signedBy = (kid: string): string =>
    `${Buffer.from(JSON.stringify({ alg: "EdDSA", typ: "rapport-receipt+jws", kid })).toString("base64url")}.e30.AA`;
  const { kid } = JSON.parse(Buffer.from(receipt.split(".")[0] ?? "", "base64url").toString()) as { kid: string };
  const pasted = {
    genuine: receipt,
    changed: signedBy(kid),
    foreign: signedBy("x"),
    unreadable: "No receipt",
    empty: "",
  };
  await page("receipts/verify", "/verify");
  for (const [name, text] of Object.entries(pasted))
    await page(`receipts/${name}`, "/verify", (url) =>
      control.request("POST", url, {
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ receipt: text }).toString(),
      }),
    );
}
