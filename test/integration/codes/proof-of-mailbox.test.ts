import { describe, expect, it } from "vitest";
import { openOffice, refused } from "../../support/office.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const office = openOffice({ policy: someRules({ proofOfMailbox: "high-risk" }) });

describe("(C23) where high risk needs proof of the mailbox", () => {
  it("an invitation that Rapport mails needs the code when it asks for a high-risk permission", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ permissions: ["directory.admin"] })).reading;
    const customer = await office().customer(id);
    expect((await refused(customer.accept())).faults).toMatchObject([{ pointer: "/code" }]);
    await customer.requestCode();
    expect(await customer.accept({ code: await customer.code() })).toBe("done");
  });

  it("one that asks for less needs none", async () => {
    const desk = await office().desk();
    const { id } = (await desk.create({ permissions: ["billing.read"] })).reading;
    expect(await (await office().customer(id)).accept()).toBe("done");
  });

  it("a colleague to whom it was handed over proves the mailbox too", async () => {
    const desk = await office().desk();
    const email = "it@handed-over.example";
    const { id } = (await desk.create({ permissions: ["directory.admin"], email })).reading;
    const customer = await office().customer(id);
    await customer.requestCode();
    expect(await customer.handOver("ada@handed-over.example", await customer.code())).toBe("done");
    const colleague = await office().customer(id);
    expect((await refused(colleague.accept())).faults).toMatchObject([{ pointer: "/code" }]);
  });
});
