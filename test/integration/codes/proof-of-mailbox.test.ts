import { describe, expect, it } from "vitest";
import { openProduct, refused } from "../../actors/product.ts";
import { someRules } from "../../support/builders/some-rules.ts";

const product = openProduct({ policy: someRules({ proofOfMailbox: "high-risk" }) });

describe("where high-risk permissions need proof of the mailbox", () => {
  it("an invitation that Rapport mails needs the code when it asks for a high-risk permission", async () => {
    const partner = await product().partner();
    const { customer } = await partner.invite({ permissions: ["directory.admin"] });
    expect((await refused(customer.accept())).faults).toMatchObject([{ pointer: "/code" }]);
    await customer.requestCode();
    expect(await customer.accept({ code: await customer.code() })).toBe("done");
  });

  it("a colleague must prove the mailbox too after a hand-over", async () => {
    const partner = await product().partner();
    const email = "it@handed-over.example";
    const { id, customer } = await partner.invite({ permissions: ["directory.admin"], email });
    await customer.requestCode();
    expect(await customer.handOver("ada@handed-over.example", await customer.code())).toBe("done");
    const colleague = await product().customer(id);
    expect((await refused(colleague.accept())).faults).toMatchObject([{ pointer: "/code" }]);
  });
});
