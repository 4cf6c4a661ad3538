import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { describe, expect, it } from "vitest";
import { answerOffer, filledIn, invite, linkIn, mailedInvitation, mailsTo, yes } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

const read = async (id: string) => (await stack().ask(contoso, "GET", `/v1/invitations/${id}`)).json;
const post = (path: string, body: object) => stack().ask(contoso, "POST", `/v1/invitations/${path}`, { body });
const show = (link: string) => stack().ask(null, "GET", link);
const submit = (path: string, form: Record<string, string>) =>
  stack().ask(null, "POST", path, { body: new URLSearchParams(form) });
const newestLinkTo = async (address: string) => {
  await stack().local.idle();
  const mail = mailsTo(stack(), address).findLast(({ links }) => links.some((link) => link.includes("/i/")));
  if (mail === undefined) throw new Error("No mail with a link came.");
  return linkIn(mail);
};
const codeTo = async (address: string) => {
  await stack().local.idle();
  return /^\s*(\d{8})\s*$/m.exec(mailsTo(stack(), address).at(-1)?.text ?? "")?.[1] ?? "";
};

describe("(C25) a customer who is not the one to decide", () => {
  it("hands the request over, the colleague gets it by mail, and the own link is over", async () => {
    const { id, link, email } = await mailedInvitation(stack());
    const colleague = email.replace("it@", "boss@");
    expect((await show(link)).text).toContain("Not me, ask my colleague");
    expect((await submit(`${link}/code`, {})).status).toBe(303);
    const faulty = await submit(`${link}/hand-over`, { email: "boss@elsewhere.example", code: "" });
    expect(faulty.status).toBe(422);
    expect(faulty.text).toContain(`value="boss@elsewhere.example"`);
    expect(faulty.text).toMatch(/id="colleague-error"[\s\S]*id="colleague-code-error"/);

    expect(await submit(`${link}/hand-over`, { email: colleague, code: await codeTo(email) })).toMatchObject({
      status: 303,
    });
    expect((await show(link)).status).toBe(410);
    const next = await newestLinkTo(colleague);
    expect(next).not.toBe(link);
    expect(await answerOffer(stack(), next, yes)).toMatchObject({ status: 303 });
    expect(await read(id)).toMatchObject({ status: "accepted", decision: { by: { email: colleague } } });
  });
});

describe("(C22) a customer who does not know the partner", () => {
  it("says so on the page, which declines", async () => {
    const { id, link } = await mailedInvitation(stack());
    expect((await show(link)).text).toContain("know this partner");
    const form = await filledIn(stack(), link, { decision: "report" });
    expect((await stack().ask(null, "POST", `${link}/decision`, { body: form })).status).toBe(303);
    expect(await read(id)).toMatchObject({ status: "declined", decision: { outcome: "reported" } });
  });
});

describe("(C23) a customer who did not ask for a code", () => {
  const codeMail = async (email: string) => {
    await stack().local.idle();
    const { subject = "", text = "", links = [] } = mailsTo(stack(), email).at(-1) ?? {};
    const stop = links.find((link) => link.includes("/stop/")) ?? "";
    return { subject, code: /^\s*(\d{8})\s*$/m.exec(text)?.[1] ?? "", stop: new URL(stop).pathname };
  };

  it("reads the code in the subject, and stops the request from the mail; the code then accepts nothing", async () => {
    const { id, link, email } = await mailedInvitation(stack());
    await submit(`${link}/code`, {});
    const { subject, code, stop } = await codeMail(email);
    expect(subject.startsWith(`${code} `)).toBe(true);
    for (const method of ["GET", "HEAD"]) expect((await stack().ask(null, method, stop)).status).toBe(200);
    expect((await show(stop)).text).toContain("Decline and report");
    expect(await read(id)).toMatchObject({ status: "pending" });

    for (let press = 0; press < 2; press++) {
      const pressed = await submit(stop, {});
      expect(pressed).toMatchObject({ status: 200 });
      expect(pressed.text).toContain("You reported");
    }
    expect(await read(id)).toMatchObject({ status: "declined", decision: { outcome: "reported" } });
    expect((await answerOffer(stack(), link, { ...yes, code })).status).toBe(409);
    await stack().local.idle();
    const alarm = stack().local.parts.alarms.states.find(({ name }) => name === "partner-reported");
    expect(alarm).toMatchObject({ state: "ALARM" });
  });

  it("is told where somebody has accepted before, and can stop nothing of a request that was passed on", async () => {
    const first = await mailedInvitation(stack());
    await submit(`${first.link}/code`, {});
    const { stop } = await codeMail(first.email);
    await answerOffer(stack(), first.link, yes);
    expect((await submit(stop, {})).status).toBe(410);
    expect((await show(stop)).text).toContain("has already been accepted");

    const second = await mailedInvitation(stack());
    await submit(`${second.link}/code`, {});
    const old = await codeMail(second.email);
    const boss = second.email.replace("it@", "boss@");
    expect((await submit(`${second.link}/hand-over`, { email: boss, code: old.code })).status).toBe(303);
    expect((await submit(old.stop, {})).status).toBe(410);
    expect(await read(second.id)).toMatchObject({ status: "pending" });
  });
});

describe("(C27) a customer who comes too late", () => {
  it("asks for a new link, the partner renews, and the customer answers", async () => {
    const { id, link, email } = await mailedInvitation(stack(), { expiresIn: "P1D" });
    await stack().local.advance("P2D");
    expect((await show(link)).text).toContain(`action="${link}/new-link?lang=en"`);
    expect((await submit(`${link}/new-link`, {})).status).toBe(303);
    const asked = await show(link);
    expect(asked.text).toContain("You asked for a new link on");
    expect(asked.text).not.toContain("<form");
    expect((await post(`${id}/renew`, {})).json).toMatchObject({ status: "pending" });
    expect(await answerOffer(stack(), await newestLinkTo(email), yes)).toMatchObject({ status: 303 });
    expect(await read(id)).toMatchObject({ status: "accepted" });
  });

  it("sees that a newer mail replaced the one at hand", async () => {
    const { id, link, email } = await mailedInvitation(stack());
    expect((await post(`${id}/resend`, { rotate: true })).json).toMatchObject({ status: "pending" });
    expect((await show(link)).status).toBe(410);
    expect((await show(await newestLinkTo(email))).status).toBe(200);
  });
});

it("(B16) a mail to a wrong address is turned to the right one, by a link of its own", async () => {
  const { id, link, email } = await mailedInvitation(stack());
  const right = email.replace("it@", "right@");
  expect((await post(`${id}/correct-address`, { email: right })).json).toMatchObject({
    ...{ status: "pending", customer: { email: right }, delivery: { status: "queued" } },
  });
  expect((await show(link)).status).toBe(410);
  expect((await show(await newestLinkTo(right))).status).toBe(200);
  expect((await read(id))["delivery"]).toMatchObject({ status: "delivered" });
});

it("(A10) permissions that a customer refused are asked again, of the relationship that exists", async () => {
  const first = await mailedInvitation(stack());
  await answerOffer(stack(), first.link, { ...yes, decision: "accept-none" });
  const { relationshipId } = await read(first.id);
  const again = await invite(stack(), { customer: { email: first.email } });
  expect(again.json).toMatchObject({ status: "pending", relationshipId });
  const link = await newestLinkTo(first.email);
  expect((await show(link)).text).toContain("You work with them already");
  expect(await answerOffer(stack(), link, yes)).toMatchObject({ status: 303 });
  await stack().local.idle();
  const types = stack()
    .published()
    .filter(({ detail }) => JSON.stringify(detail).includes(String(relationshipId)));
  expect(types.map(({ detailType }) => detailType)).toContain("RelationshipAmended");
});

it("(C28) both sides download the same receipt, and verify it with the published keys alone", async () => {
  const { id, link } = await mailedInvitation(stack());
  expect(await stack().ask(contoso, "GET", `/v1/invitations/${id}/receipt`)).toMatchObject({
    ...{ status: 409, json: { type: "/problems/wrong-state", allowed: ["accepted"] } },
  });
  await answerOffer(stack(), link, yes);
  expect((await show(link)).text).toContain(`href="${link}/receipt"`);
  const [partners, customers] = [
    await stack().ask(contoso, "GET", `/v1/invitations/${id}/receipt`),
    await stack().ask(null, "GET", `${link}/receipt`),
  ];
  expect(partners.headers.get("content-type")).toBe("application/jose");
  expect(customers.text).toBe(partners.text);
  const keys = (await stack().ask(null, "GET", "/.well-known/jwks.json")).json as unknown as JSONWebKeySet;
  const { payload } = await compactVerify(partners.text, createLocalJWKSet(keys));
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
    ...{ jti: id, decision: { by: { name: "Ada Lovelace" } } },
  });
});
