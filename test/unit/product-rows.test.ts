import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The rows of the product table that are about inviting, mail, deciding, portals, time and events, and what each is called here. */
const rows = {
  A1: "inviting with or without permissions",
  A2: "policy per cloud",
  A3: "draft first, with a preview",
  A4: "the link must stay in the text",
  A5: "sent by Rapport or by hand",
  A6: "pending for 1 to 90 days",
  A7: "resending, rotating, renewing",
  A8: "cancelling with a reason",
  A9: "one pending invitation of a kind",
  A10: "restoring permissions",
  A11: "reference, notes, tags",
  A12: "many at once",
  A13: "templates",
  A14: "quotas and block list",
  B15: "mails in five languages",
  B16: "delivery status, correcting the address",
  B17: "suppression and unsubscribing",
  B18: "SES throttled or down",
  C19: "the link shows and never acts",
  C20: "what the page tells",
  C21: "partial approval",
  C22: "declining and reporting",
  C23: "proof of mailbox",
  C24: "the agreement's record, and administrators who are told",
  C25: "handing over",
  C26: "accepting twice and racing",
  C27: "final pages and old links",
  C28: "consent receipt",
  D29: "portals by date",
  D30: "external portals and callbacks",
  E35: "taking permissions back, and who answers for support",
  E40: "many partners of one customer, each by itself",
  F43: "reminder plan",
  F44: "expiry on time",
  F45: "sweeps",
  G46: "every transition an event",
} as const;

const folder = new URL("../", import.meta.url);
const titles = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts"))
  .flatMap((path) => readFileSync(new URL(path, folder), "utf8").match(/"\([A-G]\d+(, [A-G]\d+)*\) [^"]+"/g) ?? []);

test.each(Object.entries(rows))("row %s of the product table, %s, has a test that names it", (row) => {
  expect(titles.filter((title) => new RegExp(`[( ]${row}[,)]`).test(title))).not.toEqual([]);
});
