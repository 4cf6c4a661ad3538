import { describe, expect, it } from "vitest";
import type { Mail } from "../../infra/local/ses/mailbox.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo, ownLinksIn } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

const read = async (id: string) => (await stack().ask(contoso, "GET", `/v1/invitations/${id}`)).json;
const act = (id: string, action: string, body: object = {}) =>
  stack().ask(contoso, "POST", `/v1/invitations/${id}/${action}`, { body });
/** Mails to the partner's users about an invitation. */
const noticesOf = (id: string): Mail[] => stack().local.mails.filter(({ text }) => text.includes(`Invitation ${id}`));

describe("(B16, B17) a mail that cannot be delivered", () => {
  it.each([
    ["bounce", "could not be delivered"],
    ["complaint", "as unwanted mail"],
  ])("to %s@: the partner is told, and no more mail goes to that address", async (name, words) => {
    const email = `${name}+mails@simulator.amazonses.com`;
    const id = String((await createInvitation(stack(), { customer: { email }, reminders: null })).json["id"]);
    await stack().local.idle();
    const [notice, ...others] = noticesOf(id);
    expect(others).toEqual([]);
    expect(notice?.subject).toContain(words);
    expect(notice?.to.join()).not.toContain("simulator");
    expect(ownLinksIn(stack(), notice!)).toEqual([]);

    const again = await act(id, "resend");
    expect(again).toMatchObject({ status: 409, json: { type: "/problems/suppressed-address" } });
    await stack().local.advance("P8D");
    expect(mailsTo(stack(), email)).toHaveLength(1);

    const right = newAddress();
    expect((await act(id, "correct-address", { email: right })).status).toBe(200);
    await stack().local.idle();
    expect(mailsTo(stack(), right)).toHaveLength(1);
    expect(await read(id)).toMatchObject({ delivery: { status: "delivered" } });
  });

  it("with a code: the partner who handed the link over is told, and so is the customer who asks again", async () => {
    const email = "bounce+code@simulator.amazonses.com";
    const created = await createInvitation(stack(), { customer: { email }, send: "self" });
    const id = String(created.json["id"]);
    const link = new URL((created.json["draft"] as { readonly link: string }).link).pathname;
    expect((await stack().ask(null, "POST", `${link}/code`)).status).toBe(303);
    await stack().local.idle();
    expect(noticesOf(id).map(({ subject }) => subject)).toEqual([expect.stringContaining("could not be delivered")]);
    expect(await read(id)).toMatchObject({ delivery: { mode: "self", status: "bounced" } });
    const again = await stack().ask(null, "POST", `${link}/code`);
    expect([again.status, again.text.includes("Mail to your address does not arrive")]).toEqual([409, true]);
  });
});

it("every event about a mail has the correlation id of the request that led to the mail", async () => {
  const headers = { "x-correlation-id": "request-of-mine" };
  const body = { customer: { email: newAddress() }, send: "email" };
  const { json } = await stack().ask(contoso, "POST", "/v1/invitations", { body, headers });
  await stack().local.idle();
  const history = await stack().ask(contoso, "GET", `/v1/invitations/${String(json["id"])}/history`);
  const items = history.json["items"] as { type: string; metadata: { correlationId: string } }[];
  const types = ["InvitationCreated", "InvitationIssued", "InvitationMailed", "InvitationDelivered"];
  expect(items.map(({ type }) => type)).toEqual(types);
  expect(new Set(items.map(({ metadata }) => metadata.correlationId))).toEqual(new Set(["request-of-mine"]));
});

it("(B17) the one-click header of a reminder stops further reminders, by a post without any cookie", async () => {
  const { id, email } = await stack()
    .partner()
    .invite({ reminders: ["P3D", "P7D"] });
  await stack().local.advance("P3D");
  const headers = mailsTo(stack(), email)[1]?.headers;
  const [, click = ""] = /^<(.+)>$/.exec(headers?.["list-unsubscribe"] ?? "") ?? [];
  expect(headers?.["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
  const body = new FormData();
  body.set("List-Unsubscribe", "One-Click");
  const { pathname, search } = new URL(click);
  for (let time = 0; time < 2; time++) {
    const answer = await fetch(stack().local.url + pathname + search, { method: "POST", body, redirect: "error" });
    expect(answer.status).toBe(200);
  }
  await stack().local.advance("P5D", "P1D");
  expect(mailsTo(stack(), email)).toHaveLength(2);
  const plan = await stack().ask(contoso, "GET", `/v1/invitations/${id}/reminders`);
  expect(plan.json).toMatchObject({ stopped: "unsubscribed" });
});
