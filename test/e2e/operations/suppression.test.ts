import { describe, expect, it } from "vitest";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo } from "../../support/stack/mailed.ts";
import type { Who } from "../../../infra/local/actors/control.ts";
import { contoso, raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();
const operator: Who = { role: "operator" };

const lookUp = (email: string) => stack().ask(operator, "POST", "/v1/operator/addresses/lookup", { body: { email } });
const lift = (email: string, reason = "The mailbox was restored") =>
  stack().ask(operator, "POST", "/v1/operator/addresses/lift", { body: { email, reason } });
const resend = (id: string) => stack().ask(contoso, "POST", `/v1/invitations/${id}/resend`);
/** An invitation to an address of SES's simulator, and what became of its mail. */
const invited = async (email: string): Promise<string> => {
  const { json } = await createInvitation(stack(), { customer: { email } });
  await stack().local.idle();
  return String(json["id"]);
};
const free = { suppressions: [], accountList: null };

describe("the operator's lookup of an address", () => {
  it("that was never mailed shows no suppression", async () => {
    const email = newAddress();
    const answer = await lookUp(email.toUpperCase());
    expect([answer.status, answer.json]).toEqual([200, { email, ...free, lifts: [] }]);
  });

  it("whose mailbox does not exist shows a suppression by Rapport and by the SES account", async () => {
    const email = "gone+lookup@simulator.amazonses.com";
    await invited(email);
    const bounce = { reason: "bounce", at: expect.any(String) as string };
    expect((await lookUp(email)).json).toEqual({ email, suppressions: [bounce], accountList: bounce, lifts: [] });
  });

  it("that complained shows a suppression by Rapport only", async () => {
    const email = "complaint+lookup@simulator.amazonses.com";
    await invited(email);
    const { json } = await lookUp(email);
    expect(json).toMatchObject({ suppressions: [{ reason: "complaint" }], accountList: null });
  });
});

describe("lifting a suppression", () => {
  it("in Rapport and in SES allows the invitation to be sent again, and records the reason", async () => {
    const email = "gone+lift@simulator.amazonses.com";
    const id = await invited(email);
    expect((await resend(id)).status).toBe(409);
    const lifted = await lift(email);
    expect(lifted).toMatchObject({ status: 200, json: { email, ...free } });
    const { json } = await lookUp(email);
    expect(json).toEqual(lifted.json);
    expect(json["lifts"]).toEqual([
      {
        at: expect.any(String) as string,
        by: expect.any(String) as string,
        reason: "The mailbox was restored",
        lifted: [{ reason: "bounce", at: expect.any(String) as string }],
        accountList: true,
      },
    ]);
    expect((await resend(id)).status).toBe(200);
    await stack().local.idle();
    // It bounces anew, and was not held back by SES.
    const read = await stack().ask(contoso, "GET", `/v1/invitations/${id}`);
    expect(read.json["delivery"]).toMatchObject({ status: "bounced", reason: "Permanent NoEmail 5.1.1" });
    expect(mailsTo(stack(), email)).toHaveLength(2);
    expect(stack().lines.join("\n")).not.toContain(email);
  });

  it("a second time changes nothing, and gives the same answer", async () => {
    const email = "complaint+twice@simulator.amazonses.com";
    await invited(email);
    const first = await lift(email);
    const second = await lift(email);
    expect([second.status, second.json]).toEqual([200, first.json]);
    expect(first.json["lifts"]).toHaveLength(1);
  });

  it("of an address that is not suppressed records nothing", async () => {
    const email = newAddress();
    expect((await lift(email)).json).toEqual({ email, ...free, lifts: [] });
  });

  it("with a reason that contains the address is refused", async () => {
    const email = "bounce+reason@simulator.amazonses.com";
    await invited(email);
    const refused = await lift(email, `${email.toUpperCase()} works again`);
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ pointer: "/reason" }] } });
    expect((await lookUp(email)).json).toMatchObject({ suppressions: [{ reason: "bounce" }] });
  });

  it("while SES throttles changes nothing, and a retry succeeds", async () => {
    const email = "gone+throttled@simulator.amazonses.com";
    await invited(email);
    const fault = { service: "ses", operation: "DeleteSuppressedDestination", error: "TooManyRequestsException" };
    await stack().control.call("POST", "faults", { ...fault, times: 10 });
    const answer = await lift(email);
    stack().local.parts.faults.clear();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await lookUp(email)).json).toMatchObject({ suppressions: [{}], accountList: {}, lifts: [] });
    expect((await lift(email)).json).toMatchObject(free);
  });
});
