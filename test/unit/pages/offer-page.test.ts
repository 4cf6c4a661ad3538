import { describe, expect, test } from "vitest";
import type { OfferField, OfferPageModel } from "../../../functions/serve-offer/page-models.ts";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import { offerPage as draw } from "../../../functions/serve-offer/view.ts";
import { load } from "cheerio";
import { newGrant } from "../../../shared/relationship/rules/grants.ts";
import { anOfferPage, skeleton, tagWith, typed } from "./an-offer-page.ts";

const texts = await loadPageTexts("en");
const offerPage = (model: OfferPageModel): string => draw(model, texts);

describe("the offer page", () => {
  const markup = offerPage(anOfferPage());

  test("shows the partner, its verification and the operator", () => {
    for (const text of [
      "Contoso Partner",
      "hello@contoso-partner.example",
      "company register",
      "1 May 2024",
      "Fabrikam Cloud",
    ])
      expect(markup).toContain(text);
    const partner = { ...anOfferPage().partner, verified: null };
    expect(offerPage(anOfferPage({ partner }))).toContain("Fabrikam Cloud has not verified");
  });

  test("shows purposes as text, whatever was typed, beside what they are for", () => {
    const [first, ...others] = anOfferPage().permissions;
    const permissions = [{ ...first!, purpose: "<b>Why</b> this" }, ...others];
    const page = load(offerPage(anOfferPage({ purpose: "<script>May</script>", permissions })));
    expect(page(".brief").text()).toContain("<script>May</script>");
    expect(page("li.permission").first().text()).toContain("Purpose: <b>Why</b> this");
    expect(page.text().match(/Purpose/g)).toHaveLength(2);
  });

  test("describes every permission asked, with its risk in words", () => {
    for (const text of [
      "Directory administrator",
      "High risk",
      "User administrator",
      "Medium risk",
      "Billing reader",
      "Low risk",
    ])
      expect(markup).toContain(text);
    expect(tagWith(markup, `id="permission-directory.admin"`)).toMatch(/name="permission"[^>]*checked/s);
    expect(tagWith(markup, `id="permission-users.admin"`)).not.toContain("checked");
  });

  test("groups permissions by risk, the highest first, and says what each means before its name", () => {
    const asked = ["billing.read", "users.admin", "directory.admin"];
    const page = offerPage(anOfferPage({ permissions: asked.map((id) => ({ id, required: false, checked: true })) }));
    expect([...page.matchAll(/(?:id="risk-|value=")(high|medium|low|[a-z]+\.[a-z]+)"/g)].map(([, id]) => id)).toEqual([
      "high",
      "directory.admin",
      "medium",
      "users.admin",
      "low",
      "billing.read",
    ]);
    expect(page).toMatch(
      /<label [^>]*id="label-directory.admin"\s*>Full control: [^]*<summary [^>]*>Directory administrator, /,
    );
    expect(tagWith(page, `id="permission-directory.admin"`)).toContain(
      `aria-labelledby="name-directory.admin label-directory.admin"`,
    );
    expect(page).toMatch(
      /<details>\s*<summary id="name-directory.admin">[^]*?They can[^]*?They cannot[^]*?<\/details>/,
    );
  });

  test("says what the customer keeps in hand, and the way to it, instead of what an acceptance is not", () => {
    expect(markup).toMatch(
      /You stay in control<\/h2>[^]*at any time and without giving a reason[^]*href="\/portal\?lang=en"/,
    );
    expect(markup).not.toMatch(/does not (mean|bind)/);
  });

  test("links the contact and the deadline so that programs understand them", () => {
    expect(markup).toContain(`<a href="mailto:hello@contoso-partner.example">hello@contoso-partner.example</a>`);
    expect(markup).toContain(`<time datetime="2026-12-22T14:03:00.000Z">22 December 2026 at 14:03 UTC</time>`);
  });

  test("declines with one press, or with a reason that stays open once it is typed", () => {
    const declining = (page: string) => /<details\s*(open)?\s*>\s*<summary>Decline and say why/.exec(page)?.[1];
    expect(markup.match(/name="decision" value="decline"/g)).toHaveLength(2);
    expect(declining(markup)).toBeUndefined();
    expect(declining(offerPage(anOfferPage({ values: { ...typed(""), reason: "No need", agreement: false } })))).toBe(
      "open",
    );
    expect(declining(offerPage(anOfferPage({ errors: [{ field: "reason", message: "Too long" }] })))).toBe("open");
  });

  test("offers shorter durations with the day each ends, and says what was asked for", () => {
    expect(markup).toMatch(/<option value="P30D"\s*>\s*30 days – 22 December 2026/);
    expect(markup).toMatch(/<option value="P365D" selected>\s*1 year – 22 November 2027/);
    expect(markup).toContain("They asked for 1 year.");
  });

  test("posts the decision, with the digest of what was shown", () => {
    expect(tagWith(markup, `/decision?lang=en"`)).toMatch(/method="post"/);
    expect(tagWith(markup, `name="offer"`)).toContain(`value="sha256:0123"`);
    for (const decision of ["accept", "accept-none", "decline"])
      expect(tagWith(markup, `value="${decision}"`)).toMatch(/<button\s+type="submit"\s+name="decision"/);
  });

  test("shows a single duration as text without a choice", () => {
    const one = offerPage(anOfferPage({ durations: anOfferPage().durations.slice(1) }));
    expect(one).not.toMatch(/<select|choose less/);
    expect(one).toContain("1 year, until 22 November 2027. No automatic renewal.");
    expect(tagWith(one, `name="duration"`)).toContain(`value="P365D"`);
  });

  test("has nothing to choose when no permission is asked", () => {
    const none = offerPage(anOfferPage({ permissions: [] }));
    for (const name of [`name="permission"`, `name="duration"`, `value="accept-none"`])
      expect(tagWith(none, name)).toBe("");
    expect(none).toContain("They can only provision and manage services that need none: Azure subscription.");
    expect(none).not.toContain("cannot see or change");
  });

  test("does not offer to accept without permissions where that is not possible", () => {
    expect(tagWith(offerPage(anOfferPage({ canAcceptWithoutPermissions: false })), `value="accept-none"`)).toBe("");
  });

  test("sends a required permission although its box cannot be unticked", () => {
    const required = offerPage(
      anOfferPage({ permissions: [{ id: "directory.admin", required: true, checked: false }] }),
    );
    expect(tagWith(required, `id="permission-directory.admin"`)).toMatch(/checked\s+disabled/);
    expect(tagWith(required, `type="hidden" name="permission"`)).toContain(`value="directory.admin"`);
    expect(tagWith(markup, `type="hidden" name="permission"`)).toBe("");
  });

  test("explains what can be decided, and offers to untick only optional permissions", () => {
    const asking = (required: readonly boolean[], named: Partial<OfferPageModel> = {}) =>
      offerPage(
        anOfferPage({
          ...named,
          permissions: required.map((one) => ({ id: "users.admin", required: one, checked: true })),
        }),
      );
    expect(asking([false, false])).toContain("Untick anything you do not want to allow.");
    expect(asking([true, false])).toMatch(/marked as required cannot be left out. Untick any others/);
    for (const whole of [asking([true, true]), asking([false], { isRestoration: true })])
      expect(whole).not.toContain("Untick");
    expect(asking([true, true])).toContain("required in your cloud: you can accept or decline");
  });

  test("names the person who passed it on", () => {
    const handedOver = offerPage(anOfferPage({ handedOverBy: "grace@contoso.example" }));
    expect(handedOver).toContain("grace@contoso.example passed this request on to you.");
    expect(markup).not.toContain("passed this request on to you.");
  });

  test("lets an administrator choose a customer by name, and shows what prevents a choice", () => {
    const customers = [
      { id: "cus_1", name: "Contoso", coolOffUntil: "2026-12-22T14:03:00.000Z", isConnected: false },
      { id: "cus_2", name: "Contoso Services", coolOffUntil: null, isConnected: true },
    ];
    const choosing = offerPage(anOfferPage({ customers, chosenCustomer: "cus_2" }));
    expect(tagWith(choosing, `value="cus_1"`)).not.toContain("checked");
    expect(tagWith(choosing, `value="cus_2"`)).toContain("checked");
    expect(tagWith(choosing, `value="new"`)).toMatch(/type="radio"/);
    expect(choosing).toMatch(/Contoso<\/label>[^]*you can accept for it from 22 December 2026/);
    expect(choosing).toMatch(/Contoso Services<\/label>[^]*Accepting adds permissions/);
    expect(markup).not.toContain(`name="customer"`);
    expect(tagWith(markup, `name="organization"`)).toContain(`id="organization"`);
  });

  test("keeps the proof of a right code instead of asking for another", () => {
    const proven = offerPage(anOfferPage({ proof: "1.1.mac" }));
    expect(tagWith(proven, `name="proof"`)).toContain(`value="1.1.mac"`);
    expect(tagWith(proven, `id="code"`)).toBe("");
    expect(markup).not.toContain(`name="proof"`);
  });

  test("marks optional fields", () => {
    expect(markup).toContain("Your job title (optional)</label>");
  });

  test("asks for a code only when one is needed, at the end, beside the button that sends it", () => {
    expect(tagWith(markup, `id="code"`)).toBe("");
    const coded = offerPage(anOfferPage({ codeRequired: true }));
    expect(coded).toMatch(
      /id="agreement"[^]*you need a code that we send to it@contoso.example[^]*<div class="beside">\s*<input[^>]*id="code"[^>]*>\s*<button type="submit" formaction="[^"]*\/code\?[^>]*>\s*Send the code\s*<\/button>\s*<\/div>[^]*id="decision"/,
    );
    expect(tagWith(coded, `id="code"`)).toContain(`autocomplete="one-time-code"`);
    expect(coded).not.toContain("We sent a code");
    expect(coded.match(/>\s*Send the code/g)).toHaveLength(1);
    const sent = offerPage(anOfferPage({ codeRequired: true, codeSent: "before" }));
    expect(sent).toMatch(/id="code-hint">\s*We sent a code to it@contoso.example[^]*Send another code/);
  });

  test("puts a reader to whom a code was just sent into its field, unless something is to be corrected", () => {
    const focused = (named: Partial<OfferPageModel>) =>
      /id="([^"]*)"[^>]*autofocus/.exec(offerPage(anOfferPage({ codeSent: "just", ...named })))?.[1];
    expect(focused({ codeRequired: true })).toBe("code");
    expect(focused({})).toBe("colleague-code");
    expect(focused({ codeRequired: true, codeSent: "before" })).toBeUndefined();
    expect(focused({ codeRequired: true, errors: [{ field: "name", message: "No name" }] })).not.toBe("code");
  });

  test("has for the script what the button says by the number of ticked permissions", () => {
    const labelsOf = (named: Partial<OfferPageModel> = {}) =>
      /data-labels="([^"]*)"/.exec(offerPage(anOfferPage(named)))?.[1]?.split("|");
    expect(labelsOf()).toEqual([
      "Accept without permissions",
      "Accept 1 permission",
      "Accept 2 permissions",
      "Accept 3 permissions",
    ]);
    // Here nobody can accept without permissions: the page says so when it is tried.
    expect(labelsOf({ canAcceptWithoutPermissions: false })?.[0]).toBe("Accept");
    expect(labelsOf({ permissions: [] })).toBeUndefined();
  });

  test("hands over with the code, in the mail domain or to an administrator", () => {
    expect(tagWith(markup, "/hand-over")).toMatch(/<button type="submit" formaction/);
    expect(markup).toContain("@contoso.example");
    expect(tagWith(markup, `name="email"`)).toContain(`id="colleague"`);
    expect(offerPage(anOfferPage({ colleagues: null }))).toContain("to another administrator of your organisation");
    const faulty = offerPage(anOfferPage({ errors: [{ field: "colleague", message: "No address" }] }));
    expect(faulty).toMatch(/<details\s+open/);
  });

  test("lets a customer say that the partner is unknown, of the offer that is shown", () => {
    expect(tagWith(markup, `value="report"`)).toMatch(/<button\s+type="submit"\s+name="decision"/);
    expect(markup.match(/name="offer" value="sha256:0123"/g)).toHaveLength(1);
  });

  test("names the existing relationship, and does not offer to accept without permissions", () => {
    const restoration = offerPage(anOfferPage({ isRestoration: true, canAcceptWithoutPermissions: false }));
    expect(restoration).toContain("You already work with them");
    expect(restoration).toContain("Now they ask for 3 admin permissions; nothing else changes.");
    expect(markup).toContain("They would like to sell you services and support you, and ask for 3 admin permissions.");
    const one = anOfferPage({ permissions: [{ id: "users.admin", required: false, checked: true }] });
    expect(offerPage(one)).toContain("and ask for 1 admin permission.");
    expect(restoration).toContain("<h1>Contoso Partner is asking you for admin permissions</h1>");
    expect(restoration).not.toContain("accept-none");
  });

  test("says of each permission of a live relationship whether it is new, longer or unchanged", () => {
    const heldUntil = "2027-01-21T10:00:00.000Z";
    const grant = newGrant("", { duration: "P30D", autoExtend: false }, heldUntil);
    const permissions = (
      [
        ["helpdesk", "new", null],
        ["users.admin", "longer", heldUntil],
        ["billing.read", "unchanged", heldUntil],
      ] as const
    ).map(([id, change, held]) => ({
      ...{ id, required: false, checked: true },
      change: { change, heldUntil: held, grant },
    }));
    const $ = load(offerPage(anOfferPage({ isRestoration: true, hasOthers: true, permissions })));
    const said = (id: string) =>
      $(`#permission-${id.replace(".", "\\.")}`)
        .parent()
        .find(".hint")
        .text();
    expect(said("helpdesk")).toBe("New");
    expect(said("users.admin")).toBe("Granted until 21 January 2027 now. If you accept, until 20 February 2027.");
    expect(said("billing.read")).toBe("Already granted until 21 January 2027. Nothing changes.");
    expect($("#permission-hint").text()).toContain("All other permissions stay as they are.");
    expect(load(markup)(".permission .hint").length).toBe(0);
  });

  test("asks for the agreement only if it is newer than the one accepted for the relationship", () => {
    expect(markup).toContain('name="agreement"');
    expect(offerPage(anOfferPage({ isRestoration: true, agreement: null }))).not.toContain('name="agreement"');
  });

  test("shows once that the organisation blocks the partner, and does not ask for a new name", () => {
    const notice = /does not take requests from this partner/g;
    const kept = anOfferPage({ isRefused: true });
    for (const page of [kept, { ...kept, isRestoration: true }]) {
      expect(offerPage(page).match(notice)).toHaveLength(1);
      expect(offerPage(page)).not.toContain('name="organization"');
      expect(offerPage(page)).toContain('value="decline"');
    }
    // After a try it is the fault, in the summary and at its place.
    const message = texts.faults["partner-blocked"];
    const tried = offerPage({ ...kept, errors: [{ field: "customer", message }] });
    expect(tried.match(notice)).toHaveLength(2);
    expect(offerPage(anOfferPage())).not.toMatch(notice);
  });

  test("is one form, so that no button loses input, and Enter decides nothing", () => {
    const coded = offerPage(anOfferPage({ codeRequired: true }));
    expect(coded.match(/<form/g)).toHaveLength(1);
    expect(coded.match(/<button[^>]*>/)?.[0]).not.toMatch(/name=|formaction=/);
    for (const locale of ["it", "de", "fr", "es"]) {
      const way = tagWith(coded, `/decision?lang=${locale}"`);
      expect(way).toMatch(/form="offer"/);
      expect(way).toContain(`name="show"`);
    }
  });

  test("speaks the language that it declares", () => {
    expect(offerPage(anOfferPage({ locale: "it" }))).toContain(`<html lang="en">`);
  });
});

describe("an offer page that comes back with faults", () => {
  const fields: OfferField[] = [
    "permission",
    "duration",
    "agreement",
    "name",
    "title",
    "code",
    "reason",
    "offer",
    "decision",
  ];
  const markup = offerPage(
    anOfferPage({
      codeRequired: true,
      errors: fields.map((field) => ({ field, message: `${field} is wrong` })),
      values: {
        ...typed(""),
        organization: "Contoso",
        name: "Ada",
        title: "CTO",
        code: "12",
        reason: "No need",
        agreement: true,
      },
      chosenDuration: "P30D",
    }),
  );

  test.each(fields)("links from the summary to what %s is about", (field) => {
    expect(tagWith(markup, `role="alert"`)).not.toBe("");
    expect(markup).toContain(`<a href="#${field}">${field} is wrong</a>`);
    expect(tagWith(markup, ` id="${field}"`)).not.toBe("");
  });

  test.each(["permission", "duration", "agreement"])("has a message beside %s", (field) => {
    expect(tagWith(markup, ` id="${field}"`)).toMatch(
      new RegExp(`aria-describedby="[^"]*${field}-error".*aria-invalid`, "s"),
    );
    expect(tagWith(markup, ` id="${field}-error"`)).toContain(`class="error"`);
  });

  test("starts the window's title with an error mark", () => {
    expect(markup).toContain("<title>Error: ");
  });
});

describe.each([
  ["markup", `<script>alert(1)</script><img src=x onerror=alert(1)>`],
  ["an attribute's end", `" autofocus onfocus="alert(1)" '`],
  ["direction marks", "invoice\u202Efdp.exe\u2066\u200F"],
  ["64 KB", "<x>".repeat(21_846)],
])("text from outside that is %s", (_, hostile) => {
  const page = (text: string) =>
    offerPage(
      anOfferPage({
        operatorName: text,
        partner: {
          displayName: text,
          laterName: text,
          contact: text,
          verified: { at: "2026-03-01T00:00:00.000Z", how: text },
          since: "2024-05-01T00:00:00.000Z",
        },
        customer: { email: text, organization: text },
        agreement: { version: text, title: text, url: "/agreements/1" },
        offerDigest: `sha256:${text}`,
        values: { ...typed(text), agreement: false },
        codeRequired: true,
        codeSent: "just",
        errors: [{ field: "name", message: text }],
      }),
    );

  test("adds nothing to the page but text", () => {
    expect(skeleton(page(hostile))).toEqual(skeleton(page("plain")));
    expect(page(hostile)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200F]/);
  });
});

test("a permission that is not in the catalogue is shown by its id, never hidden", () => {
  const markup = offerPage(anOfferPage({ permissions: [{ id: "retired.admin", required: false, checked: true }] }));
  expect(markup).toMatch(/<label [^>]*>retired.admin<\/label/);
});

test("no page has anything inline", () => {
  for (const tag of skeleton(offerPage(anOfferPage({ codeRequired: true })))) {
    expect(tag).not.toMatch(/\s(style|on\w+)=/);
    if (tag.startsWith("<script")) expect(tag).toMatch(/src="\/assets\/offer\.[0-9a-f]{12}\.js"/);
    expect(tag).not.toMatch(/^<style/);
  }
});
