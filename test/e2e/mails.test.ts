import { expect, it } from "vitest";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { mailsTo } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

it("every event about a mail has the correlation id of the request that caused the mail", async () => {
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

it("the one-click unsubscribe header of a reminder stops further reminders by a POST without cookies", async () => {
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
