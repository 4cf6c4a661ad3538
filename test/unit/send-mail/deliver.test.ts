import { expect, test } from "vitest";
import { deliver } from "../../../functions/send-mail/deliver.ts";
import type { Mailing } from "../../../functions/send-mail/mailing.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { anEvent } from "../../support/builders/some-events.ts";

const event = anEvent({ type: "CustomerUnattended", aggregate: "cus_01JD0000000000000000000004" });
const mailing: Mailing = {
  ...{ kind: "partner-notice", to: "desk@shared.example", senderName: "Fabrikam", replyTo: null, linkVersion: 0 },
  ...{ mail: { lang: "en", subject: "s", text: "t", html: "h" }, headers: {} },
};

test("a mail to one address about two partners is sent once for each, under different ids", async () => {
  const stored: RawItem[] = [];
  const { table } = scriptedTable(stored, {
    put: async (item) => {
      stored.push(item);
      return true;
    },
  });
  const ids: string[] = [];
  const post = async ({ id }: { readonly id: string }): Promise<string> => {
    ids.push(id);
    return "ses-1";
  };
  for (const partnerId of ["ptn_A", "ptn_B", "ptn_A"]) {
    const one = { ...mailing, partnerId };
    await deliver({ table, post, clock: () => now }, event, one, { masterKey: aMasterKey(), tries: 1 });
  }
  expect(ids.map((id) => id.split(".").at(-1))).toEqual(["ptn_A", "ptn_B"]);
});

test.each(["erased", "sha256:7K3M9QXTB2V5N8RWD4H6J1CZ0P"])(
  "no mail goes to what stands for an erased address: %s",
  async (to) => {
    const { table, puts } = scriptedTable([]);
    const post = () => Promise.reject(new Error("It was mailed."));
    await deliver({ table, post, clock: () => now }, event, { ...mailing, to }, { masterKey: aMasterKey(), tries: 1 });
    expect(puts).toEqual([]);
  },
);
