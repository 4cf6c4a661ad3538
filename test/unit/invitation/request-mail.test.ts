import { describe, expect, test } from "vitest";
import { invitationMail, reminderMail, type Mail } from "../../../shared/invitation/mails/request-mail.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { say } from "../../../shared/policy/words.ts";
import { aRequest, aRequestedOffer, clickable, hostileTexts, link, unsubscribeUrl } from "../mail/a-request.ts";

describe("an invitation mail", () => {
  const mail = invitationMail(aRequest());

  test("has the partner's subject and message", () => {
    expect(mail.subject).toBe("Working together");
    expect(mail.text).toContain(`Hello Ada,\n\nplease read ${link} today.\nThank you`);
    expect(mail.html).toContain("Hello Ada,<br /><br />please read ");
  });

  test("states the permissions, the duration and the deadline besides the partner's message", () => {
    for (const body of [mail.html, mail.text]) {
      for (const fact of [
        "User administrator",
        "Help desk",
        "1 year after you accept",
        "22 December 2026",
        "would sell you services",
      ])
        expect(body).toContain(fact);
    }
  });

  test("has the personal link as its only link", () => {
    const text = "see https://evil.example/a, www.evil.example, a@evil.example and {{link}}";
    const { html, text: plain } = invitationMail(aRequest({ message: { subject: "s", text } }));
    expect(clickable(html)).toEqual([link, unsubscribeUrl]);
    expect(plain.match(/https?:\/\/\S+/g)).toEqual([link, unsubscribeUrl]);
    expect(html).not.toMatch(/www\.evil|evil\.example|a@evil/);
    expect(plain).not.toMatch(/www\.evil|(?<!a@)evil\.example/);
    // Readers copy exactly what they see.
    expect(html.replaceAll(/<\/?span>/g, "")).toContain("www.evil.example, a@evil.example and");
    expect(html + plain).not.toMatch(/\u200B/);
  });

  test.each(["{{link}}/../evil", "{{link}}{{link}}", "x{{link}}.", "({{link}})", "{{link}}\u0000/evil"])(
    "separates the link from text that touches it: %j",
    (text) => {
      const { text: plain } = invitationMail(aRequest({ message: { subject: "s", text } }));
      expect(new Set(plain.match(/\S*https?:\/\/\S+/g))).toEqual(new Set([link, unsubscribeUrl]));
    },
  );

  test("cannot be made from a message without a place for the link", () => {
    expect(() => invitationMail(aRequest({ message: { subject: "s", text: "no link" } }))).toThrow("{{link}}");
  });

  test("says that no admin permissions are asked for when there are none", () => {
    const offer = aRequestedOffer({ relationship: "advisor", permissions: [] });
    const { text } = invitationMail(aRequest({ offer }));
    expect(text).toContain("No admin permissions. The partner can only manage services that need none: Azure sub");
    expect(text).toContain("another channel");
    expect(text).not.toContain("1 year");
  });

  test("says where replies go only when the partner has a reply address", () => {
    expect(mail.text).toContain("your reply goes to Contoso Partner (hello@contoso-partner.example).");
    const { text } = invitationMail(aRequest({ partner: { ...aRequest().partner, replyTo: null } }));
    expect(text).not.toContain("your reply");
  });
});

describe.each(["an invitation", "a reminder"])("the mail of %s says", (kind) => {
  const mailOf = (named: Parameters<typeof aRequestedOffer>[0], more: Parameters<typeof aRequest>[0] = {}) => {
    const request = aRequest({ message: null, offer: aRequestedOffer(named), ...more });
    return kind === "a reminder" ? reminderMail(request) : invitationMail(request);
  };
  const required = { name: "Directory administrator", risk: "high", required: true } as const;
  const optional = { name: "Help desk", risk: "medium", required: false } as const;

  test("that permissions extend automatically, and by how much", () => {
    const { text } = mailOf({ autoExtend: true });
    expect(text).toContain("The permissions last 1 year");
    expect(text).toContain("renew automatically for 180 days at a time");
    expect(text).not.toContain("not renewed");
  });

  test("whether a permission of a live relationship is new, longer or unchanged", () => {
    const heldUntil = "2027-01-21T10:00:00.000Z";
    const permissions = (["new", "longer", "unchanged"] as const).map((change) => ({
      ...optional,
      change: { change, heldUntil: change === "new" ? null : heldUntil },
    }));
    const { text, html } = mailOf({ permissions, isRestoration: true });
    for (const said of [
      "Help desk (medium risk): new",
      "Help desk (medium risk), granted until 21 January 2027: longer",
      "Help desk (medium risk), granted until 21 January 2027: unchanged",
    ]) {
      expect(text).toContain(`  - ${said}`);
      expect(html).toContain(`<li>${said}</li>`);
    }
  });

  test("which permissions the cloud requires", () => {
    const { text, html } = mailOf({ permissions: [required, optional] });
    expect(text).toMatch(
      /Required in your cloud[^:]*:\n {2}- Directory administrator [(]high risk[)]\n\* Admin[^:]*one by one:\n {2}- Help/,
    );
    expect(html).toContain("Required in your cloud");
    expect(text).toContain("accept part of it");
  });

  test.each([
    ["when all permissions are required", { permissions: [required] }],
    ["when no permissions are asked for", { permissions: [] }],
    [
      "when a single permission is asked for in an existing relationship",
      { permissions: [optional], isRestoration: true },
    ],
  ])("nothing about accepting a part %s", (_, named) => {
    expect(mailOf(named).text).not.toMatch(/part of it|one by one/);
    expect(mailOf(named).text).toContain("You can accept or decline");
  });

  test("that an existing relationship only gets more permissions", () => {
    const { subject, text, html } = mailOf({ isRestoration: true });
    expect(subject).toContain("Contoso Partner is asking you for admin permissions");
    expect(html).toMatch(
      kind === "a reminder"
        ? /<h1[^>]*>Contoso Partner is waiting for your answer</
        : /<h1[^>]*>Contoso Partner is asking you for admin permissions</,
    );
    expect(text).toContain("You already work with Contoso Partner. Only admin permissions are asked for");
    expect(text).not.toContain("would like to be");
  });

  test("a hostile permission name as plain text", () => {
    const name = `${hostileTexts.html} ${hostileTexts.links}`;
    const { text, html } = mailOf({ permissions: [{ name, risk: "low", required: false }] });
    expect(html).not.toMatch(/<script|<img/);
    expect(clickable(html)).toEqual([link, unsubscribeUrl]);
    expect(text).not.toContain("http://evil.example");
  });

  test("right below its heading whether the partner's name is verified", () => {
    const unverified = mailOf({}, { partner: { ...aRequest().partner, verifiedAt: null } });
    expect(unverified.text).toMatch(
      /^.+\n\n! Fabrikam Cloud has not verified that the name Contoso Partner is genuine/,
    );
    expect(unverified.html).toContain("<strong>! Fabrikam Cloud has not verified");
    const verified = mailOf({});
    expect(verified.text).toMatch(/^.+\n\n✓ Verified by Fabrikam Cloud since 8 March 2026/);
    expect(verified.html).toContain("<strong>✓ Verified by Fabrikam Cloud since 8 March 2026");
    expect(verified.text).not.toContain("not verified");
  });

  test("the risk of each permission, the highest first", () => {
    const { text, html } = mailOf({ permissions: [optional, { ...required, required: false }] });
    expect(text).toContain("- Directory administrator (high risk)\n  - Help desk (medium risk)");
    expect(html).toContain("<li><strong>Directory administrator (high risk)</strong></li>");
    expect(html).toContain("<li>Help desk (medium risk)</li>");
  });

  test("in a list of mails what is asked for and until when", () => {
    const preheaderOf = (mail: Mail): string => /<div style="display:none[^>]*>([^<]*)</.exec(mail.html)?.[1] ?? "";
    expect(preheaderOf(mailOf({}))).toBe(
      "Reseller · 2 admin permissions · answer by 22 December 2026. Opening changes nothing.",
    );
    expect(preheaderOf(mailOf({ relationship: "advisor", permissions: [] }))).toMatch(
      /^Advisor · no admin permissions/,
    );
    expect(preheaderOf(mailOf({ isRestoration: true, permissions: [required] }))).toMatch(
      /^Existing relationship · 1 admin permission ·/,
    );
  });

  test("the personal link once, in a button that names its host", () => {
    const { html, text } = mailOf({});
    expect(html.match(/href="https:\/\/rapport[.]example\/i\//g)).toHaveLength(1);
    expect(html).toMatch(/>Read the request<\/a\s*>.*>Opens rapport<span>.<\/span>example</s);
    expect(text.split(link)).toHaveLength(2);
  });

  test("why it was sent, and what happens without an answer", () => {
    expect(mailOf({}).text).toContain("on behalf of Contoso Partner, which gave us this address.");
    expect(mailOf({ isRestoration: true }).text).toContain("because you are an administrator");
    expect(mailOf({}, { handedOverBy: "grace@contoso.example" }).text).toContain("because a colleague passed");
    expect(mailOf({}).text).toContain("If you do nothing, nothing is granted and the request expires.");
  });

  test("which colleague passed the request on", () => {
    expect(mailOf({}, { handedOverBy: "grace@contoso.example" }).text).toContain(
      "grace@contoso.example passed this request on to you",
    );
    expect(mailOf({}).text).not.toContain("passed this request on");
  });
});

test("a name that looks like the placeholder of the link is not replaced by it", () => {
  const names = {
    partner: { ...aRequest().partner, displayName: "{{link}}" },
    customer: { contactName: "{{link}}", organization: null },
  };
  const { text, html } = invitationMail(aRequest({ ...names, message: null }));
  expect(text.split(link)).toHaveLength(2);
  expect(text).toContain("Hello {{link}},");
  expect(html.split(`href="${link}"`)).toHaveLength(2);
});

describe("a reminder", () => {
  const mail = reminderMail(aRequest());

  test("names the partner and the deadline in Rapport's own words", () => {
    expect(mail.subject).toBe("Reminder: Contoso Partner would like to be your reseller");
    expect(mail.text).toContain("\n\nHello Ada,\n\nContoso Partner sent you a request");
    expect(mail.text.match(/22 December 2026 at 14:03 UTC/g)).toHaveLength(1);
    expect(mail.text).not.toContain("Thank you");
  });
});

test.each(locales)("an invitation and a reminder have a labelled link to stop them in %s", (locale) => {
  const request = aRequest({ locale });
  for (const { html, text } of [invitationMail(request), reminderMail(request)]) {
    const words = say(request.texts.stop, { partner: "Contoso Partner" });
    expect(html).toContain(`href="${unsubscribeUrl}">${words}</a>`);
    expect(text).toContain(`${words}${locale === "fr" ? "\u00a0" : ""}: ${unsubscribeUrl}`);
  }
});
