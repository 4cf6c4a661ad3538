import { requestSignIn } from "../../../shared/portal-access/request-sign-in.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import type { Product } from "../../actors/product.ts";
import { readable, withInvitationsRead } from "../audit/events-in.ts";
import { now } from "./fixed-clock.ts";

/** A person whose data are asked for. */
export const email = "ada@erased.example";
export const name = "Ada Lovelace";

/** A person in everything that is stored: as addressee, administrator, contact and reader, and in texts of others. */
export async function aKnownPerson(product: Product) {
  const [contoso, fabrikam] = [await product.partner(), await product.partner()];
  const why = { purpose: `As agreed with ${name}`, purposes: { "users.admin": `For ${email}` } };
  const permissions = ["users.admin"];
  const connected = await contoso.connect(
    { email, customer: { email, contactName: name }, permissions, ...why },
    { name, title: "Head" },
  );
  const { customerId, administrator } = connected;
  const grace = await administrator.addColleague("grace@erased.example");
  await administrator.add("edsger@erased.example");
  const open = await fabrikam.invite({ email, customer: { email, contactName: name } });
  const draft = await fabrikam.create({ email, send: null });
  const declined = await contoso.invite({ email: "boss@erased.example" });
  await declined.customer.decline(now, `Ask ${name} instead.`);
  const agreed = await fabrikam.connect({ email: "sales@named.example", permissions, ...why });
  const quoted = await fabrikam.invite({ email: "list@erased.example" });
  await product.mailService.report(quoted.id, "bounced", { reason: `550 <${email}> unknown`, at: now });
  const expired = await fabrikam.invite({ email: "ada@other.example", expiresIn: "P1D" });
  await contoso.note(connected.id, { notes: `Talk to ${email}`, reference: null, tags: [name, "north"] });
  await requestSignIn(product.needs, { email, locale: "en", next: "" }, { now, correlationId: "c-9" });
  return { contoso, fabrikam, connected, customerId, grace, open, draft, declined, agreed, quoted, expired };
}

/** Everything that can be read of the table, without what receipts keep. */
export const mentions = (items: readonly RawItem[]): string[] =>
  readable(withInvitationsRead(items))
    .filter((item) => !(item["entity"] === "invitation" && item["status"] === "accepted"))
    .filter((item) => /ada@erased\.example|lovelace/i.test(JSON.stringify(item)))
    .map((item) => `${String(item["entity"])} ${String(item["PK"])} ${String(item["SK"])}`);
