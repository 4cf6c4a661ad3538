import { describe, expect, it } from "vitest";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo } from "../support/stack/mailed.ts";
import { assertBalance, raiseStack } from "../support/stack/stack.ts";
import { settle } from "./settle.ts";

const stack = raiseStack({ disorder: 20261130 });

describe("a six-hour SES outage", () => {
  it.each([
    { error: "Throttling", reminders: 1, why: "no call has succeeded" },
    { error: "ServiceUnavailable", reminders: 0, why: "a call may have succeeded and reminders are not sent twice" },
  ])(
    "with $error delays invitations and sends $reminders reminders afterwards, because $why",
    async ({ error, reminders }) => {
      const { local } = stack();
      await local.reset();
      const reminded = await stack()
        .partner()
        .invite({ reminders: ["P3D"] });
      await local.advance("P2D");
      await local.advance("PT20H");
      local.parts.faults.add({ service: "ses", operation: "SendRawEmail", error, times: 10_000 });
      const waiting = [newAddress(), newAddress()];
      for (const email of waiting) expect((await createInvitation(stack(), { customer: { email } })).status).toBe(201);
      await local.advance("PT4H");
      await local.advance("PT2H");
      expect(local.mails).toHaveLength(1);
      local.parts.faults.clear();
      await settle(local);
      for (const email of waiting) expect(mailsTo(stack(), email)).toHaveLength(1);
      expect(mailsTo(stack(), reminded.email)).toHaveLength(1 + reminders);
      await assertBalance(stack());
    },
  );
});
