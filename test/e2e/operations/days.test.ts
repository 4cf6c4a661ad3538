import { describe, expect, it } from "vitest";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { filledIn, createInvitation, mailsTo, yes } from "../../support/stack/mailed.ts";
import { contoso, raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();

const read = async (id: string) => (await stack().ask(contoso, "GET", `/v1/invitations/${id}`)).json;
const historyOf = async (id: string) => {
  const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${id}/history?limit=100`);
  return json["items"] as { readonly type: string; readonly metadata: { readonly actor: { readonly kind: string } } }[];
};
const typesOf = async (id: string): Promise<string[]> => (await historyOf(id)).map(({ type }) => type);
const fault = (named: object) => stack().control.call("POST", "faults", named);
const sesFails = (error: string, times: number, after = false) =>
  fault({ service: "ses", operation: "SendRawEmail", error, times, after });

describe("(B18) while SES is throttled", () => {
  it("an invitation's mail waits and says so; later it goes out, once", async () => {
    const email = newAddress();
    await sesFails("ThrottlingException", 4);
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.advance("PT2M");
    expect(mailsTo(stack(), email)).toEqual([]);
    expect((await read(id))["delivery"]).toMatchObject({ status: "queued" });
    await stack().local.advance("PT30M");
    expect(mailsTo(stack(), email)).toHaveLength(1);
    expect((await read(id))["delivery"]).toMatchObject({ status: "delivered" });
  });

  it("a mail that nobody should get any more does not go out afterwards", async () => {
    const email = newAddress();
    await sesFails("ThrottlingException", 1);
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.idle();
    await stack().ask(contoso, "POST", `/v1/invitations/${id}/cancel`);
    await stack().local.advance("PT30M");
    expect(mailsTo(stack(), email)).toEqual([]);
  });
});

describe("when SES takes a mail and its answer is lost", () => {
  it("an invitation goes out again, for one too many is better than none", async () => {
    const email = newAddress();
    await sesFails("timeout", 1, true);
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.advance("PT10M");
    expect(mailsTo(stack(), email)).toHaveLength(2);
    expect((await typesOf(id)).filter((type) => type === "InvitationMailed")).toHaveLength(1);
  });

  it("a reminder does not, for one too few is better than two", async () => {
    const { id, email } = await stack()
      .partner()
      .invite({ reminders: ["P3D"] });
    await sesFails("timeout", 1, true);
    await stack().local.advance("P3D");
    await stack().local.advance("P1D");
    expect(mailsTo(stack(), email)).toHaveLength(2);
    expect((await read(id))["reminders"]).toMatchObject({ sent: 1, nextAt: null });
  });
});

it("(B18) mail waits while SES rejects it for the account's sake, and goes out once the account is in order", async () => {
  const [email, reminded] = [
    newAddress(),
    await stack()
      .partner()
      .invite({ reminders: ["P1D"] }),
  ];
  await sesFails("MessageRejected", 10_000);
  const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
  await stack().local.advance("P2D", "PT6H");
  expect([mailsTo(stack(), email).length, mailsTo(stack(), reminded.email).length]).toEqual([0, 1]);
  expect((await read(id))["delivery"]).toMatchObject({ status: "queued" });
  expect((await read(reminded.id))["delivery"]).toMatchObject({ status: "delivered" });
  stack().local.parts.faults.clear();
  await stack().local.advance("PT1H");
  expect([mailsTo(stack(), email).length, mailsTo(stack(), reminded.email).length]).toEqual([1, 2]);
  expect((await read(id))["delivery"]).toMatchObject({ status: "delivered" });
});

it("a mail that SES finds faulty each time is told as rejected within the hour, and does not come back", async () => {
  const email = newAddress();
  await sesFails("InvalidParameterValue", 8);
  const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
  await stack().local.advance("PT5M");
  expect((await read(id))["delivery"]).toMatchObject({ status: "queued" });
  await stack().local.advance("PT1H");
  expect(mailsTo(stack(), email)).toEqual([]);
  expect((await read(id))["delivery"]).toMatchObject({ status: "rejected" });
});

it("a mail that bounced is told with its reason, and gets no reminder", async () => {
  const email = "bounce+e2e@simulator.amazonses.com";
  const id = String((await createInvitation(stack(), { customer: { email }, reminders: null })).json["id"]);
  await stack().local.advance("P4D");
  expect((await read(id))["delivery"]).toMatchObject({ status: "bounced", reason: "Permanent General 5.1.1" });
  expect(mailsTo(stack(), email)).toHaveLength(1);
  expect((await read(id))["reminders"]).toMatchObject({ sent: 0, nextAt: null });
});

describe.each(["start", "end"])("a function that crashes at the %s", (at) => {
  it("sends each mail once and publishes every event", async () => {
    const email = newAddress();
    await fault({ crash: "publish-events", at });
    await fault({ crash: "send-mail", at });
    await fault({ crash: "record-delivery", at });
    const id = String((await createInvitation(stack(), { customer: { email }, reminders: ["P3D"] })).json["id"]);
    await stack().local.advance("PT1H");
    expect(mailsTo(stack(), email)).toHaveLength(1);
    expect((await read(id))["delivery"]).toMatchObject({ status: "delivered" });
    expect(await typesOf(id)).toHaveLength(4);

    await fault({ crash: "sweep-due", at, times: 16 });
    await fault({ crash: "send-mail", at });
    await stack().local.advance("P3D");
    await stack().local.advance("PT1H", "PT10M");
    expect(mailsTo(stack(), email)).toHaveLength(2);
    expect((await read(id))["reminders"]).toMatchObject({ sent: 1 });
  });
});

describe("a reminder", () => {
  it("is mailed once on its day, is in the history, and waits no longer once the customer has answered", async () => {
    const { id, link, email } = await stack()
      .partner()
      .invite({ reminders: ["P3D", "P7D"] });
    await stack().local.advance("P3D", "P1D");
    const mails = mailsTo(stack(), email);
    expect(mails).toHaveLength(2);
    expect(mails[1]?.subject).not.toBe(mails[0]?.subject);
    expect(mails[1]?.links.map((address) => new URL(address).pathname)).toContain(new URL(link).pathname);
    expect(await typesOf(id)).toContain("InvitationReminded");
    expect((await read(id))["reminders"]).toMatchObject({ sent: 1 });

    await stack().customer.decline(link);
    await stack().local.advance("P10D", "P1D");
    expect(mailsTo(stack(), email)).toHaveLength(2);
  });

  it("is sent when SES had surely refused it, for it is certain that nobody has it", async () => {
    const { email } = await stack()
      .partner()
      .invite({ reminders: ["P3D"] });
    await sesFails("ThrottlingException", 1000);
    await stack().local.advance("P3D");
    expect(mailsTo(stack(), email)).toHaveLength(1);
    stack().local.parts.faults.clear();
    await stack().local.advance("PT1H");
    expect(mailsTo(stack(), email)).toHaveLength(2);
  });
});

describe("the end of an invitation", () => {
  it("shows at once, whatever the job's lag, and is an event as soon as the job runs", async () => {
    const { id, link } = await stack().partner().invite({ expiresIn: "P1D" });
    const form = await filledIn(stack(), link, yes);
    await fault({ crash: "sweep-due", at: "start", times: 16 });
    await stack().local.advance("P1D");
    expect(await read(id)).toMatchObject({ status: "expired", version: 2 });
    expect((await stack().ask(null, "GET", link)).text).toContain("has ended");
    expect((await stack().ask(null, "POST", `${link}/decision`, { body: form })).status).toBe(409);
    const pending = await stack().ask(contoso, "GET", "/v1/invitations?status=pending&limit=100");
    expect(pending.text).not.toContain(id);
    expect(await typesOf(id)).not.toContain("InvitationExpired");

    await stack().local.advance("PT10M");
    expect((await typesOf(id)).filter((type) => type === "InvitationExpired")).toHaveLength(1);
  });

  it("does not stand in the way of another to the same address", async () => {
    const { id, email } = await stack().partner().invite({ expiresIn: "P1D" });
    await fault({ crash: "sweep-due", at: "start", times: 16 });
    await stack().local.advance("P1D");
    expect((await createInvitation(stack(), { customer: { email } })).status).toBe(201);
    expect((await historyOf(id)).at(-1)).toMatchObject({
      type: "InvitationExpired",
      metadata: { actor: { kind: "system" } },
    });
    await stack().local.advance("PT10M");
    expect((await typesOf(id)).filter((type) => type === "InvitationExpired")).toHaveLength(1);
  });
});
