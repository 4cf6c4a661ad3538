import { describe, expect, it } from "vitest";
import type { Mail } from "../../infra/local/ses/mailbox.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo, ownLinksIn } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

const read = async (id: string) => (await stack().ask(contoso, "GET", `/v1/invitations/${id}`)).json;
const act = (id: string, action: string, body: object = {}) =>
  stack().ask(contoso, "POST", `/v1/invitations/${id}/${action}`, { body });
/** What the partner's people got about an invitation. */
const toldOf = (id: string): Mail[] => stack().local.mails.filter(({ text }) => text.includes(`Invitation ${id}`));
const subjectsOf = (id: string): string[] => toldOf(id).map(({ subject }) => subject);
/** Where a mail program posts its one click, and what a reader may open. */
function waysOut(mail: Mail | undefined): { readonly click: string; readonly page: string } {
  const [, header = ""] = /^<(.+)>$/.exec(mail?.headers["list-unsubscribe"] ?? "") ?? [];
  const page = mail?.links.find((link) => new URL(link).pathname.startsWith("/u/")) ?? "";
  return { click: pathOf(header), page: pathOf(page) };
}
const pathOf = (url: string): string => new URL(url).pathname + new URL(url).search;
const reminded = async (body: object = {}) => {
  const invitation = await stack()
    .partner()
    .invite({ reminders: ["P3D", "P7D"], ...body });
  await stack().local.advance("P3D");
  return { ...invitation, reminder: mailsTo(stack(), invitation.email)[1] };
};

describe("(B16, B17) a mail that cannot be delivered", () => {
  it.each([
    ["bounce", "could not be delivered"],
    ["complaint", "as unwanted mail"],
    ["suppressionlist", "could not be delivered"],
  ])("to %s@: tells the partner, and no more goes to that address", async (name, words) => {
    const email = `${name}+mails@simulator.amazonses.com`;
    const id = String((await createInvitation(stack(), { customer: { email }, reminders: null })).json["id"]);
    await stack().local.idle();
    const [notice, ...others] = toldOf(id);
    expect(others).toEqual([]);
    expect(notice?.subject).toContain(words);
    expect(notice?.to.join()).not.toContain("simulator");
    expect(ownLinksIn(stack(), notice!)).toEqual([]);

    const again = await act(id, "resend");
    expect(again).toMatchObject({ status: 409, json: { type: "/problems/suppressed-address" } });
    expect((await createInvitation(stack(), { customer: { email }, relationship: "advisor" })).status).toBe(409);
    await stack().local.advance("P8D");
    expect(mailsTo(stack(), email)).toHaveLength(1);

    const right = newAddress();
    expect((await act(id, "correct-address", { email: right })).status).toBe(200);
    await stack().local.idle();
    expect(mailsTo(stack(), right)).toHaveLength(1);
    expect(await read(id)).toMatchObject({ delivery: { status: "delivered" } });
  });

  it("because the account's own list has it as a complaint: is told as a suppression", async () => {
    const email = "suppressedcomplaint+mails@simulator.amazonses.com";
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.idle();
    expect(await read(id)).toMatchObject({ delivery: { status: "suppressed", reason: "OnAccountSuppressionList" } });
    expect(toldOf(id).map(({ subject }) => subject)).toEqual([expect.stringContaining("could not be delivered")]);
  });

  it("with a code: tells the partner, who handed the link over, and the customer who asks again", async () => {
    const email = "bounce+code@simulator.amazonses.com";
    const created = await createInvitation(stack(), { customer: { email }, send: "self" });
    const id = String(created.json["id"]);
    const link = new URL((created.json["draft"] as { readonly link: string }).link).pathname;
    expect((await stack().ask(null, "POST", `${link}/code`)).status).toBe(303);
    await stack().local.idle();
    expect(toldOf(id).map(({ subject }) => subject)).toEqual([expect.stringContaining("could not be delivered")]);
    expect(await read(id)).toMatchObject({ delivery: { mode: "self", status: "bounced" } });

    const again = await stack().ask(null, "POST", `${link}/code`);
    expect([again.status, again.text.includes("Mail to your address does not arrive")]).toEqual([409, true]);
    const right = newAddress();
    const corrected = await act(id, "correct-address", { email: right });
    expect(corrected.json).toMatchObject({ delivery: { mode: "self", status: "self" } });
    const { pathname } = new URL((corrected.json["draft"] as { readonly link: string }).link);
    expect((await stack().ask(null, "POST", `${pathname}/code`)).status).toBe(303);
    await stack().local.idle();
    expect(mailsTo(stack(), right)).toHaveLength(1);
  });

  it("because the address bounced after it was asked for: says so and is not sent", async () => {
    const email = "bounce+late@simulator.amazonses.com";
    await stack().control.call("POST", "faults", {
      service: "ses",
      operation: "SendRawEmail",
      error: "Throttling",
      times: 1,
    });
    const first = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    const second = String(
      (await createInvitation(stack(), { customer: { email }, relationship: "advisor" })).json["id"],
    );
    await stack().local.advance("PT10M");
    expect(mailsTo(stack(), email)).toHaveLength(1);
    const states = [await read(first), await read(second)].map(
      ({ delivery }) => (delivery as { status: string }).status,
    );
    expect(states.toSorted()).toEqual(["bounced", "suppressed"]);
    for (const id of [first, second]) expect(subjectsOf(id)).toHaveLength(1);
  });
});

describe("(B16) a mail that SES gave up on", () => {
  it.each(["mailboxfull", "timeout", "contentrejected"])(
    "(%s@) tells the partner, stops reminders until it is sent again, and suppresses nobody",
    async (name) => {
      const email = `${name}+gave-up@simulator.amazonses.com`;
      const id = String((await createInvitation(stack(), { customer: { email }, reminders: ["P3D"] })).json["id"]);
      await stack().local.idle();
      expect(await read(id)).toMatchObject({ delivery: { status: "undelivered" } });
      const [notice, ...others] = toldOf(id);
      expect(others).toEqual([]);
      expect(notice?.text).toContain("could not be delivered after several attempts");
      await stack().local.advance("P4D");
      expect(mailsTo(stack(), email)).toHaveLength(1);
      expect(await read(id)).toMatchObject({ reminders: { sent: 0, nextAt: null } });
      expect((await act(id, "resend")).status).toBe(200);
      await stack().local.idle();
      expect(mailsTo(stack(), email)).toHaveLength(2);
      expect(subjectsOf(id)).toHaveLength(2);
    },
  );

  it("for a policy of the recipient's mail system is a bounce that suppresses nobody", async () => {
    const email = "policy+mails@simulator.amazonses.com";
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.idle();
    expect(await read(id)).toMatchObject({ delivery: { status: "bounced", reason: "Permanent General 5.7.26" } });
    expect((await act(id, "resend")).status).toBe(200);
  });
});

describe("(B16) a mail that was delivered", () => {
  it.each(["ooto", "undetermined", "authfailure", "notspam", "delayed"])(
    "(%s@) stays delivered, keeps its reminders, and the partner is told nothing",
    async (name) => {
      const email = `${name}+stays@simulator.amazonses.com`;
      const id = String((await createInvitation(stack(), { customer: { email }, reminders: ["P3D"] })).json["id"]);
      await stack().local.idle();
      expect(await read(id)).toMatchObject({ delivery: { status: "delivered" } });
      await stack().local.advance("P3D");
      expect(mailsTo(stack(), email)).toHaveLength(2);
      expect(toldOf(id)).toEqual([]);
      expect((await act(id, "resend")).status).toBe(200);
    },
  );
});

describe("a reminder", () => {
  it("is shown under the invitation's own mail, by the id that SES gave that", async () => {
    const { email } = await reminded();
    const [own, reminder] = mailsTo(stack(), email);
    expect(own?.headers["message-id"]).toMatch(/^<[^@]+@eu-central-1\.amazonses\.com>$/);
    expect(reminder?.headers).toMatchObject({
      "in-reply-to": own?.headers["message-id"],
      references: own?.headers["message-id"],
    });
  });
});

describe("what became of a mail", () => {
  it("belongs to the request that led to the mail", async () => {
    const headers = { "x-correlation-id": "request-of-mine" };
    const body = { customer: { email: newAddress() }, send: "email" };
    const { json } = await stack().ask(contoso, "POST", "/v1/invitations", { body, headers });
    await stack().local.idle();
    const history = await stack().ask(contoso, "GET", `/v1/invitations/${String(json["id"])}/history`);
    const items = history.json["items"] as { type: string; metadata: { correlationId: string } }[];
    expect(items.map(({ type, metadata }) => [type, metadata.correlationId])).toEqual(
      ["InvitationCreated", "InvitationIssued", "InvitationMailed", "InvitationDelivered"].map((type) => [
        type,
        "request-of-mine",
      ]),
    );
  });
});

describe("(B17) the way out of reminders", () => {
  it("stands in reminders only, for a mail program and for a reader", async () => {
    const { email, reminder } = await reminded();
    const { click, page } = waysOut(reminder);
    expect(click).toBe(page);
    expect(reminder?.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    expect(mailsTo(stack(), email)[0]?.headers).not.toHaveProperty("list-unsubscribe");
  });

  it.each<[string, FormData | URLSearchParams]>([
    ["a form", new URLSearchParams({ "List-Unsubscribe": "One-Click" })],
    ["multipart", oneClick()],
  ])("is one click by %s, again and again, without any cookie", async (_, body) => {
    const { id, email, reminder } = await reminded();
    const { click } = waysOut(reminder);
    for (let time = 0; time < 2; time++) {
      const { status } = await fetch(stack().local.url + click, { method: "POST", body, redirect: "error" });
      expect(status).toBe(200);
    }
    await stack().local.advance("P5D", "P1D");
    expect(mailsTo(stack(), email)).toHaveLength(2);
    expect(await read(id)).toMatchObject({ status: "pending", reminders: { sent: 1 } });
    const plan = await stack().ask(contoso, "GET", `/v1/invitations/${id}/reminders`);
    expect(plan.json).toMatchObject({ stopped: "unsubscribed" });
  });

  it("changes nothing when it is only opened", async () => {
    const { email, reminder } = await reminded();
    const { text, status } = await stack().ask(null, "GET", waysOut(reminder).page);
    expect([status, text.includes("<form")]).toEqual([200, true]);
    await stack().local.advance("P5D", "P1D");
    expect(mailsTo(stack(), email)).toHaveLength(3);
  });

  it("holds back a reminder that waits while SES cannot", async () => {
    const { email, reminder } = await reminded();
    await stack().control.call("POST", "faults", {
      service: "ses",
      operation: "SendRawEmail",
      error: "Throttling",
      times: 1000,
    });
    await stack().local.advance("P4D");
    await stack().ask(null, "POST", waysOut(reminder).click);
    stack().local.parts.faults.clear();
    await stack().local.advance("PT1H");
    expect(mailsTo(stack(), email)).toHaveLength(2);
  });

  it("goes back by the page's own button; requests come all the time", async () => {
    const { email, reminder } = await reminded();
    const { page } = waysOut(reminder);
    const stopped = await stack().ask(null, "POST", page, { body: new URLSearchParams({ scope: "all" }) });
    expect(stopped.text).toContain("Get reminders again");
    const second = await createInvitation(stack(), {
      customer: { email },
      relationship: "advisor",
      reminders: ["P1D"],
    });
    await stack().local.idle();
    expect(mailsTo(stack(), email)).toHaveLength(3);
    await stack().ask(null, "POST", page, { body: new URLSearchParams({ scope: "none" }) });
    await stack().local.advance("P1D");
    expect(mailsTo(stack(), email)).toHaveLength(4);
    await act(String(second.json["id"]), "cancel");
  });

  it("also refuses requests, by the page's own button", async () => {
    const { email, reminder } = await reminded();
    const { page } = waysOut(reminder);
    await stack().ask(null, "POST", page, { body: new URLSearchParams({ mail: "requests", scope: "partner" }) });
    const refused = await createInvitation(stack(), { customer: { email }, relationship: "advisor" });
    expect(refused.json).toMatchObject({ status: 409, type: expect.stringMatching(/suppressed-address$/) as string });
  });

  it("is unknown, in the same words, for whatever is not genuine; a personal link is none, nor the other way round", async () => {
    const { link, reminder } = await reminded();
    const token = waysOut(reminder).page.split(/[/?]/)[2] ?? "";
    const others = ["x", `${token}x`, token.replace("ptn_", "PTN_"), link.replace(/^.*\/i\//, "")];
    const pages = await Promise.all(others.map((other) => stack().ask(null, "POST", `/u/${other}`)));
    expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(pages[0]?.status).toBe(404);
    expect((await stack().ask(null, "GET", `/i/${token}`)).status).toBe(404);
  });
});

function oneClick(): FormData {
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  return form;
}
