import { describe, expect, it } from "vitest";
import { actorsOn } from "../../infra/local/actors/actors.ts";
import { succeeded } from "../../infra/local/actors/answers.ts";
import { loadSandboxTexts } from "../../shared/policy/sandbox-texts.ts";
import { raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const { mark, notice } = await loadSandboxTexts("en");

describe("the seeded sandbox partner", () => {
  it("completes a request to its own user in a new SES account, and every page and mail is marked as a test", async () => {
    const { partner, customer, mailbox, administrator, operator, control } = actorsOn(stack().local.url);
    const tester = "admin@sandbox-partner.example";
    // A new account of SES: it mails confirmed addresses only.
    await stack().control.call("POST", "ses", { sandbox: true, confirm: tester });
    const sandbox = partner("sandbox-partner");
    expect((await sandbox.profile()).json).toMatchObject({ sandbox: true });
    const refused = await sandbox.create({ customer: { email: "it@contoso.example" }, send: "email" });
    expect(refused.faults).toMatchObject([{ field: "/customer/email", code: "sandbox-address" }]);

    const asked = { customer: { email: tester, locale: "en" }, send: "email" };
    const id = String(succeeded(await sandbox.create(asked)).json["id"]);
    await control.idle();
    const mails = await mailbox.to(tester, { link: "/i/" });
    expect(mails).toMatchObject([{ subject: expect.stringContaining(`[${mark}] `) as string }]);
    const link = await mailbox.personalLink(tester);
    expect((await customer.open(link)).text).toContain(notice);
    await customer.done(customer.accept(link, { organization: "Tailspin Toys" }));

    const invitation = succeeded(await sandbox.read(id)).json;
    expect(invitation).toMatchObject({ status: "accepted", sandbox: true });
    const portal = await administrator.signIn(tester);
    expect((await portal.get("/portal")).text).toContain(notice);
    const listed = await operator.call("GET", "/v1/operator/customers?q=Tailspin");
    expect(listed.json).toMatchObject({ items: [{ name: "Tailspin Toys", sandbox: true }] });
    const about = stack()
      .published()
      .filter(({ detail }) => JSON.stringify(detail).includes(id))
      .map(({ detail }) => (detail as { metadata: { sandbox: boolean } }).metadata.sandbox);
    expect(new Set(about)).toEqual(new Set([true]));
  });
});
