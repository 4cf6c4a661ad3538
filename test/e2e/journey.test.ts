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
  it("(A1) travels from the partner's request to the customer, the relationship and the events", async () => {
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
    expect((await show(link)).text).toContain("You accepted the request of Contoso Partner");

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

describe("an invitation by hand", () => {
  it("(A5) hands the link to the partner and needs the mailed code", async () => {
    const email = newAddress();
    const created = await createInvitation(stack(), { customer: { email }, send: "self" });
    const draft = created.json["draft"] as { readonly link: string; readonly mailto: string };
    expect(draft.mailto.length).toBeLessThan(1_800);
    const link = new URL(draft.link).pathname;
    const id = String(created.json["id"]);
    await stack().local.idle();
    expect(mailsTo(stack(), email)).toEqual([]);
    expect((await stack().ask(contoso, "GET", `/v1/invitations/${id}/draft`)).json).toEqual(draft);

    expect((await stack().customer.accept(link)).status).toBe(422);
    expect((await stack().ask(null, "POST", `${link}/code`)).status).toBe(303);
    await stack().local.idle();
    const [mail] = mailsTo(stack(), email);
    const code = /\b\d{8}\b/.exec(mail?.text ?? "")?.[0] ?? "";
    const wrong = String((Number(code) + 1) % 100_000_000).padStart(8, "0");
    expect((await stack().customer.accept(link, { code: wrong })).text).toContain('id="code-error"');
    expect((await stack().customer.accept(link, { code })).status).toBe(303);
    expect(await historyOf(id)).toEqual(
      expect.arrayContaining(["InvitationDraftRead", "InvitationCodeRequested", "InvitationAccepted"]),
    );
    expect((await stack().ask(contoso, "GET", `/v1/invitations/${id}/draft`)).status).toBe(409);
  });
});

describe("(A3) a draft", () => {
  it("is edited at its version, sent, and then fixed", async () => {
    const created = await createInvitation(stack(), { send: undefined });
    const path = `/v1/invitations/${String(created.json["id"])}`;
    const etag = created.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"1\.0-/);
    const edit = (headers: Record<string, string>) =>
      stack().ask(contoso, "PATCH", path, { body: { permissions: ["users.admin"] }, headers });
    expect((await edit({})).status).toBe(428);
    const edited = await edit({ "if-match": etag });
    expect(edited.headers.get("etag")).toMatch(/^"2\.0-/);
    expect((await edit({ "if-match": etag })).status).toBe(412);

    const sent = await stack().ask(contoso, "POST", `${path}/send`, { body: { mode: "email" } });
    expect(sent.json).toMatchObject({ status: "pending", permissions: ["users.admin"], version: 3 });
    const late = await edit({ "if-match": sent.headers.get("etag") ?? "" });
    expect(late).toMatchObject({ status: 409, json: { invitationStatus: "pending", allowed: ["draft"] } });
  });
});
