import { describe, expect, test } from "vitest";
import { chosenOf, type CustomerChoice } from "../../../shared/customer/commands/choose-customer.ts";
import { mergeTerms, newTerms, type TermsInput } from "../../../shared/invitation/commands/invitation-input.ts";
import { localeOf } from "../../../shared/invitation/mails/mail-input.ts";
import { openLink } from "../../../shared/invitation/commands/open-link.ts";
import { partnerOf } from "../../../shared/partner/commands/partner-of.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import type { SendMode } from "../../../shared/invitation/model.ts";
import { foundCustomer } from "../../../shared/customer/model.ts";
import type { PartnerDefaults } from "../../../shared/partner/model.ts";
import { shippedDefaults } from "../../../shared/partner/rules/defaults.ts";
import {
  anInvitation,
  anIssue,
  aPartner,
  aPolicy,
  aTemplate,
  ids,
  someTerms,
} from "../../support/builders/builders.ts";
import { noSenders } from "../../../shared/customer/rules/senders.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

describe("opening a link", () => {
  const key = aMasterKey();
  const token = (version: number) => signLink({ invitationId: ids.invitation, version, epoch: 4 }, key);
  const stored = anInvitation({ status: "pending", issue: anIssue({ linkVersion: 2 }) });

  test("reads nothing before its mac is checked", async () => {
    const load = () => Promise.reject(new Error("It was read."));
    for (const text of ["", "x", `${token(2)}A`, token(2).replace(/.$/, "")])
      expect(await openLink(text, key, load)).toEqual({ kind: "unknown" });
    await expect(openLink(token(2), key, load)).rejects.toThrow("It was read.");
  });

  test.each([
    [1, "stale"],
    [2, "found"],
    [3, "unknown"],
  ])("of version %i, where 2 is the newest, finds it %s", async (version, kind) => {
    expect(await openLink(token(version), key, async () => ({ invitation: stored }))).toMatchObject({ kind });
  });

  test("gives what was loaded, and the numbers of the link", async () => {
    const opened = await openLink(token(2), key, async () => ({ invitation: stored, more: 1 }));
    const link = { invitationId: ids.invitation, version: 2, epoch: 4 };
    expect(opened).toEqual({ kind: "found", found: { invitation: stored, more: 1, link } });
  });

  test("of no invitation, or of a draft, is unknown", async () => {
    expect(await openLink(token(1), key, async () => null)).toEqual({ kind: "unknown" });
    const draft = anInvitation({ status: "draft" });
    expect(await openLink(token(1), key, async () => ({ invitation: draft }))).toEqual({ kind: "unknown" });
  });
});

describe("terms", () => {
  const partner = aPartner({ locale: "it" });
  const asked = (terms: TermsInput, send: SendMode | null = "email") => ({ terms, send });

  test("that are omitted default to the cloud's; mails use the partner's language, pages the browser's", () => {
    const said = asked({ customer: { email: " IT@Contoso.example" } });
    expect(newTerms(said, aPolicy(), partner, null)).toEqual({
      customer: { email: "it@contoso.example", organization: null, contactName: null, locale: null },
      locale: "it",
      ...{ relationship: "reseller", permissions: ["directory.admin"], duration: "P730D", autoExtend: false },
      ...{ anotherOrganization: false, purpose: null, purposes: {}, message: null, expiresIn: "P30D", reminders: null },
    });
  });

  test("that name no language of the customer have mails in the partner's", () => {
    const invitation = (locale: string | null) =>
      anInvitation({
        status: "pending",
        terms: someTerms({ locale: "it", customer: { ...someTerms().customer, locale } }),
      });
    expect(["de", null, "xx"].map((locale) => localeOf(invitation(locale)))).toEqual(["de", "it", "it"]);
  });

  test("that are given win over defaults, an empty list too", () => {
    const said = newTerms(
      asked({ customer: { email: "a@b.example", locale: "de" }, permissions: [], reminders: [] }),
      aPolicy(),
      aPartner({ defaults: { ...shippedDefaults, permissions: ["users.admin"], reminders: ["P1D"] } }),
      null,
    );
    expect(said).toMatchObject({ customer: { locale: "de" }, permissions: [], reminders: [] });
    expect(mergeTerms(someTerms(), { permissions: ["a", "b", "a"] }).permissions).toEqual(["a", "b"]);
  });

  test("that are omitted come from the template, else from the partner, in the customer's language", () => {
    const words = (subject: string) => ({ subject, text: "{{link}}" });
    const defaults: PartnerDefaults = {
      ...{ expiresIn: "P10D", reminders: ["P2D"], permissions: ["users.admin"] },
      messages: { de: words("Partner, de"), it: words("Partner, it") },
    };
    const own = aPartner({ locale: "it", defaults });
    const customer = { email: "a@b.example", locale: "de" } as const;
    const template = aTemplate({ relationship: "advisor", expiresIn: "P5D", messages: { it: words("Template, it") } });
    const terms = (...named: [TermsInput, SendMode?]) => newTerms(asked(...named), aPolicy(), own, template);

    expect(newTerms(asked({ customer }), aPolicy(), own, null)).toMatchObject({
      ...{ expiresIn: "P10D", reminders: ["P2D"], permissions: ["users.admin"], message: words("Partner, de") },
    });
    expect(terms({ customer })).toMatchObject({ relationship: "advisor", expiresIn: "P5D", reminders: ["P2D"] });
    expect(terms({ customer }).message).toEqual(words("Partner, de"));
    expect(terms({ customer: { email: "a@b.example" } }).message).toEqual(words("Template, it"));
    expect(terms({ customer, expiresIn: "P1D", message: null })).toMatchObject({ expiresIn: "P1D", message: null });
    expect(terms({ customer }, "self").reminders).toBeNull();
  });

  test("that an edit omits stay, and null removes them", () => {
    const before = someTerms({ message: { subject: "Hi", text: "{{link}}" } });
    expect(mergeTerms(before, {})).toEqual(before);
    expect(mergeTerms(before, { duration: undefined, customer: { organization: undefined } })).toEqual(before);
    expect(mergeTerms(before, { message: null, customer: { organization: null } })).toEqual({
      ...{ ...before, message: null },
      customer: { ...before.customer, organization: null },
    });
  });

  test("without an address are refused by the field", () => {
    const refusal = refusalOf(() => mergeTerms(someTerms(), { customer: { email: "nobody" } }));
    expect(refusal).toMatchObject({ kind: "validation", faults: [{ pointer: "/customer/email" }] });
  });
});

describe("a partner", () => {
  test("that does not exist, or is frozen where it must not be, is refused", () => {
    expect(refusalOf(() => partnerOf(null, { mustStand: false })).kind).toBe("forbidden");
    const frozen = { ...aPartner({ frozen: true }) };
    expect(refusalOf(() => partnerOf(frozen, { mustStand: true })).kind).toBe("partner-frozen");
    expect(partnerOf(frozen, { mustStand: false })).toEqual(frozen);
  });
});

describe("an acceptance that names no customer", () => {
  const founder = { id: "pseudonym", email: "ada@customer.example", name: "Ada", locale: "en" };
  const customer = foundCustomer({ id: ids.customer, name: "Customer", founder }, now);
  const choice: CustomerChoice = {
    ...{ customer, administrator: customer.administrators[0]!, relationship: null },
    senders: noSenders(ids.customer),
  };
  const chosen = (choices: readonly CustomerChoice[], isProvenByCode: boolean) =>
    chosenOf({ choices, isRefused: false }, null, { isProvenByCode, now });

  test("accepts for its only customer", () => {
    expect(chosen([choice], false)).toBe(choice);
  });

  test.each([
    ["it speaks for several", [choice, choice], false],
    ["it proved itself by a code", [choice], true],
  ])("is asked to say so where %s", (_, choices, isProvenByCode) => {
    expect(refusalOf(() => chosen(choices, isProvenByCode)).kind).toBe("customer-needed");
  });
});
