import { describe, expect, it } from "vitest";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation, linkIn, mailsTo } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

const read = async (id: string) => (await stack().ask(contoso, "GET", `/v1/invitations/${id}`)).json;
const historyOf = async (id: string): Promise<string[]> => {
  const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${id}/history?limit=100`);
  return (json["items"] as { readonly type: string }[]).map(({ type }) => type);
};
const show = (link: string) => stack().ask(null, "GET", link);

describe("an invitation by mail", () => {
  it("leads from the partner's request to the customer, the relationship and the events", async () => {
    const email = newAddress();
    const created = await createInvitation(stack(), {
      customer: { email, organization: "Contoso" },
      reference: "ticket 42",
    });
    expect(created.status).toBe(201);
    const id = String(created.json["id"]);
    expect(created.headers.get("location")).toBe(`/v1/invitations/${id}`);
    expect(created.json).toMatchObject({ status: "pending", delivery: { status: "queued" }, reference: "ticket 42" });

    await stack().local.idle();
    expect((await read(id))["delivery"]).toMatchObject({ mode: "email", status: "delivered" });
    const [mail, ...others] = mailsTo(stack(), email);
    expect(others).toEqual([]);
    const link = linkIn(mail!);
    expect(mail?.text).toContain("Contoso Partner");

    const page = await show(link);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Contoso Partner");
    expect(await stack().customer.accept(link)).toMatchObject({ status: 303 });
    expect((await show(link)).text).toContain("You accepted the request from Contoso Partner");

    const accepted = await read(id);
    expect(accepted).toMatchObject({
      status: "accepted",
      decision: { outcome: "accepted", partial: false, by: { name: "Ada Lovelace", email }, via: "page" },
    });
    expect(await historyOf(id)).toEqual([
      "InvitationCreated",
      "InvitationIssued",
      "InvitationAnnotated",
      "InvitationMailed",
      "InvitationDelivered",
      "InvitationViewed",
      "InvitationAccepted",
    ]);
    const customers = (await stack().ask(contoso, "GET", "/v1/customers")).json["items"] as { readonly id: string }[];
    expect(customers).toMatchObject([{ organization: "Contoso", relationships: [{ id: accepted["relationshipId"] }] }]);
    const customer = await stack().ask(contoso, "GET", `/v1/customers/${customers[0]?.id}`);
    expect(customer.json).toMatchObject({ contacts: [{ name: "Ada Lovelace", email }] });

    await stack().local.idle();
    const about = stack()
      .published()
      .map(({ detailType }) => detailType);
    expect(about.toSorted()).toEqual([...(await historyOf(id)), "RelationshipEstablished"].toSorted());
  });
});
