import { describe, expect, test } from "vitest";
import { headerFaults, type HeadedMail } from "../../support/audit/headers.ts";

const from = '"Contoso Partner via Fabrikam Cloud" <requests@rapport.example>';
const automatic = { "auto-submitted": "auto-generated", "x-auto-response-suppress": "OOF, AutoReply" };
const wayOut = {
  "list-unsubscribe": "<https://rapport.example/u/token?lang=en>",
  "list-unsubscribe-post": "List-Unsubscribe=One-Click",
};
const under = (id: string) => ({ "in-reply-to": id, references: id });
const mail = (kind: string, sequence: number, headers: object = {}, domain = "rapport.example"): HeadedMail => ({
  sentAs: `<inv_1.${sequence}.${kind}.${"0".repeat(26)}@${domain}>`,
  ...{ from, headers: { "message-id": `<ses-${sequence}@amazonses.com>`, ...automatic, ...headers } },
});
const asked = mail("invitation", 2, wayOut);
const resent = mail("invitation", 4, wayOut);
const reminder = mail("reminder", 5, { ...wayOut, ...under("<ses-4@amazonses.com>") });

test("the audit of headers finds nothing in mails as they should be, nor in those of the user pool", () => {
  const ofPool = { sentAs: "<1@cognito-idp.amazonaws.com>", from, headers: {} };
  expect(headerFaults([asked, resent, reminder, mail("notice", 6), mail("code", 7), ofPool])).toEqual([]);
  expect(headerFaults([mail("reminder", 3, wayOut)])).toEqual([]);
});

test("a reminder may stand by itself where a fault was injected into the sending of its request", () => {
  const mails = [asked, mail("reminder", 3, wayOut)];
  expect([headerFaults(mails, 1), headerFaults(mails).length]).toEqual([[], 1]);
});

describe("the audit of headers sees", () => {
  const unlike = (headers: object) => ({ ...asked, headers: { ...automatic, ...wayOut, ...headers } });
  test.each<[string, HeadedMail[]]>([
    ["a mail that a machine may answer", [unlike({ "auto-submitted": "no" })]],
    ["a mail that silences delivery reports", [unlike({ "x-auto-response-suppress": "All" })]],
    ["a mail without these headers", [{ ...asked, headers: {} }]],
    ["an id of another domain", [mail("notice", 2, {}, "rapport.invalid")]],
    ["a way out in a mail of another kind", [mail("code", 2, wayOut)]],
    ["an invitation without a way out", [mail("invitation", 2, {})]],
    ["a way out without one click", [mail("reminder", 3, { "list-unsubscribe": wayOut["list-unsubscribe"] })]],
    ["a reminder without a way out", [asked, mail("reminder", 3, under("<ses-2@amazonses.com>"))]],
    ["a reminder that stands by itself", [asked, mail("reminder", 3, wayOut)]],
    [
      "a reminder under an older mail",
      [asked, resent, mail("reminder", 5, { ...wayOut, ...under("<ses-2@amazonses.com>") })],
    ],
    [
      "two threads",
      [asked, mail("reminder", 3, { ...wayOut, ...under("<ses-2@amazonses.com>"), references: "<x@y>" })],
    ],
    ["another mail under one", [asked, mail("code", 3, under("<ses-2@amazonses.com>"))]],
  ])("%s", (_, mails) => {
    expect(headerFaults(mails)).not.toEqual([]);
  });
});
