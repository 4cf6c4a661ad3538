import { expect, it } from "vitest";
import { idIn } from "../../infra/local/actors/caller.ts";
import { succeeded } from "../../infra/local/actors/answers.ts";
import { raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

it("a support request is mailed to all whom it concerns, and the customer reads it in the portal", async () => {
  const partner = stack().partner();
  const { customerId, email } = await partner.connect();
  const id = idIn(await partner.openSupport(customerId, { subject: "<b>Late</b> mails", text: "An hour.\n\nEach." }));
  succeeded(await stack().operator.answerSupport(id, "A queue was full."));
  succeeded(await stack().operator.closeSupport(id));
  await stack().local.idle();
  const mails = stack().local.mails.filter(({ subject }) => subject.includes("support request"));
  const toCustomer = mails.filter(({ to }) => to.includes(email));
  expect(toCustomer.map(({ subject }) => subject.replace(/ for .*/, ""))).toEqual([
    expect.stringMatching(/^Contoso.* opened a support request$/),
    expect.stringMatching(/ answered a support request$/),
    expect.stringMatching(/ closed a support request$/),
  ]);
  expect(JSON.stringify(toCustomer)).not.toContain("An hour.");
  const toPartner = mails.filter(({ subject }) => subject.includes("your support request"));
  expect(toPartner.map(({ text }) => text.includes(id))).toEqual([true, true]);

  const portal = await stack().administrator.signIn(email);
  const list = await portal.get(`/portal/customers/${customerId}/support?lang=en`);
  expect(list.text).toContain("&lt;b&gt;Late&lt;/b&gt; mails");
  expect(list.text).toContain(`/portal/customers/${customerId}/support/${id}?lang=en`);
  const page = await portal.get(`/portal/customers/${customerId}/support/${id}?lang=en`);
  expect(page.text).toMatch(/<p>An hour\.<\/p>\s*<p>Each\.<\/p>/);
  expect(page.text).toContain("A queue was full.");

  const other = await stack().administrator.signIn((await partner.connect()).email);
  expect((await other.get(`/portal/customers/${customerId}/support/${id}`)).status).toBe(404);
});
