import { describe, expect, test } from "vitest";
import { invitationMail, reminderMail } from "../../../shared/invitation/mails/request-mail.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { aRequest, aRequestedOffer, clickable, hostileTexts, link, linkLike } from "../mail/a-request.ts";

const unsubscribeUrl = "https://rapport.example/u/ptn_01JD0000000000000000000002.0123456789ABCDEFGHJKMNPQRS.AAAA";

describe("an invitation mail", () => {
  const mail = invitationMail(aRequest());

  test("has the partner's subject and words", () => {
    expect(mail.subject).toBe("Working together");
    expect(mail.text).toContain(`Hello Ada,\n\nplease read ${link} today.\nThank you`);
    expect(mail.html).toContain("Hello Ada,<br /><br />please read ");
  });

  test("says what is asked, for how long and until when, whatever the partner wrote", () => {
    for (const body of [mail.html, mail.text]) {
      for (const fact of [
        "User administrator",
        "Help desk",
        "365 days",
        "December 22, 2026",
        "would sell you services",
      ])
        expect(body).toContain(fact);
    }
  });

  test("declares its language and title", () => {
    expect(mail.html).toMatch(/<html lang="en"/);
    expect(mail.html).toContain("<title>Working together</title>");
    expect(invitationMail(aRequest({ locale: "it" })).html).toMatch(/<html lang="it"/);
  });

  test("carries the link whole, and no other", () => {
    const text = "see https://evil.example/a, www.evil.example, a@evil.example and {{link}}";
    const { html, text: plain } = invitationMail(aRequest({ message: { subject: "s", text } }));
    expect(clickable(html)).toEqual([link]);
    expect(plain.match(/https?:\/\/\S+/g)).toEqual([link]);
    expect(html).not.toMatch(/www\.evil|evil\.example|a@evil/);
    expect(plain).not.toMatch(/www\.evil|(?<!a@)evil\.example/);
    // What is copied is what was read.
    expect(html.replaceAll(/<\/?span>/g, "")).toContain("www.evil.example, a@evil.example and");
    expect(html + plain).not.toMatch(/\u200B/);
  });

  test("writes a default message when the partner wrote none", () => {
    const { subject, text } = invitationMail(aRequest({ message: null }));
    expect(subject).toBe("Contoso Partner asks for a business relationship with you");
    expect(text).toContain("Hello Ada,");
    expect(text).toContain(`\n\n${link}\n\n`);
  });

  test.each(["{{link}}/../evil", "{{link}}{{link}}", "x{{link}}.", "({{link}})", "{{link}}\u0000/evil"])(
    "keeps it apart in plain text, whatever touches it: %j",
    (text) => {
      const { text: plain } = invitationMail(aRequest({ message: { subject: "s", text } }));
      expect(new Set(plain.match(/\S*https?:\/\/\S+/g))).toEqual(new Set([link]));
    },
  );

  test("is refused when the message has no place for the link", () => {
    expect(() => invitationMail(aRequest({ message: { subject: "s", text: "no link" } }))).toThrow("{{link}}");
  });

  test("names a relationship without permissions as such", () => {
    const offer = aRequestedOffer({ relationship: "advisor", permissions: [] });
    const { text } = invitationMail(aRequest({ offer }));
    expect(text).toContain("No admin permissions. The partner may only manage services that need none: Azure sub");
    expect(text).toContain("another channel");
    expect(text).not.toContain("365 days");
  });

  test("says where replies go only when they go somewhere", () => {
    expect(mail.text).toContain("A reply to this mail goes to Contoso Partner.");
    const { text } = invitationMail(aRequest({ partner: { ...aRequest().partner, replyTo: null } }));
    expect(text).not.toContain("A reply to this mail");
  });
});

describe.each(["an invitation", "a reminder"])("%s says exactly what is asked:", (kind) => {
  const mailOf = (named: Parameters<typeof aRequestedOffer>[0], more: Parameters<typeof aRequest>[0] = {}) => {
    const request = { ...aRequest({ message: null, offer: aRequestedOffer(named), ...more }), unsubscribeUrl };
    return kind === "a reminder" ? reminderMail(request) : invitationMail(request);
  };
  const required = { name: "Directory administrator", required: true };
  const optional = { name: "Help desk", required: false };

  test("that permissions extend themselves, and by how much", () => {
    const { text } = mailOf({ autoExtend: true });
    expect(text).toContain("Permissions would last 365 days");
    expect(text).toContain("extend themselves by 180 days");
    expect(text).not.toContain("would end");
  });

  test("which permissions the cloud requires", () => {
    const { text, html } = mailOf({ permissions: [required, optional] });
    expect(text).toMatch(
      /your cloud requires[^:]*:\n {2}- Directory administrator\n\* Admin[^:]*one by one:\n {2}- Help/,
    );
    expect(html).toContain("your cloud requires");
    expect(text).toContain("accept part of it");
  });

  test.each([
    ["where all are required", { permissions: [required] }],
    ["where none is asked", { permissions: [] }],
    ["where but one is asked of a relationship that exists", { permissions: [optional], isRestoration: true }],
  ])("nothing of a part to accept %s", (_, named) => {
    expect(mailOf(named).text).not.toMatch(/part of it|one by one/);
    expect(mailOf(named).text).toContain("You can accept it or decline");
  });

  test("(A10) that only permissions are asked of a relationship that exists", () => {
    const { subject, text, html } = mailOf({ isRestoration: true });
    expect(subject).toContain("Contoso Partner asks you for admin permissions");
    expect(html).toMatch(/<h1[^>]*>Contoso Partner asks you for admin permissions</);
    expect(text).toContain("You work with Contoso Partner already. Only admin permissions are asked");
    expect(text).not.toContain("would like to work");
  });

  test("that the partner's name is not verified, before anything that the partner wrote", () => {
    const partner = { ...aRequest().partner, isVerified: false };
    const { text, html } = mailOf({}, { partner });
    expect(text).toMatch(/^! Fabrikam Cloud has not verified that the name Contoso Partner is genuine/);
    expect(html).toContain("<strong>! Fabrikam Cloud has not verified");
    expect(mailOf({}).text).not.toContain("not verified");
  });

  test("(C25) that a colleague handed it over", () => {
    expect(mailOf({}, { handedOverBy: "grace@contoso.example" }).text).toContain(
      "grace[@]contoso[.]example handed this request over",
    );
    expect(mailOf({}).text).not.toContain("colleague");
  });
});

test("a name is never taken for the place of the link", () => {
  const names = {
    partner: { ...aRequest().partner, displayName: "{{link}}" },
    customer: { contactName: "{{link}}", organization: null },
  };
  const { text, html } = invitationMail(aRequest({ ...names, message: null }));
  expect(text.split(link)).toHaveLength(2);
  expect(text).toContain("Hello {{link}},");
  expect(html.split(`href="${link}"`)).toHaveLength(3);
});

describe.each(Object.entries(hostileTexts))("hostile text (%s)", (_, hostile) => {
  const request = aRequest({
    operatorName: hostile,
    partner: { displayName: hostile, laterName: hostile, replyTo: null, isVerified: false },
    handedOverBy: hostile,
    customer: { contactName: hostile, organization: hostile },
    message: { subject: hostile, text: `${hostile} {{link}}` },
    offer: aRequestedOffer({ permissions: [{ name: hostile, required: true }] }),
  });

  test.each([
    ["an invitation", invitationMail(request), [link]],
    ["an invitation with the default message", invitationMail({ ...request, message: null }), [link]],
    ["a reminder", reminderMail({ ...request, unsubscribeUrl }), [link, unsubscribeUrl]],
  ])("stays text in %s", (__, mail, links) => {
    expect(mail.html).not.toMatch(/<script|<img|" onmouseover/);
    expect(clickable(mail.html)).toEqual(links);
    expect(mail.subject).not.toMatch(linkLike);
    expect(mail.subject).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
    expect(mail.text + mail.html).not.toMatch(/[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069\u200F]/u);
  });
});

describe("a reminder", () => {
  const mail = reminderMail({ ...aRequest(), unsubscribeUrl });

  test("says who waits and until when, in Rapport's own words", () => {
    expect(mail.subject).toBe("Reminder: Contoso Partner is waiting for your answer");
    expect(mail.text).toContain("until December 22, 2026 at 2:03 PM UTC");
    expect(mail.text).not.toContain("Thank you");
  });

  test("carries the link whole and the way to get no more of them, and no other", () => {
    expect(clickable(mail.html)).toEqual([link, unsubscribeUrl]);
    expect(mail.text.match(/https?:\/\/\S+/g)).toEqual([link, unsubscribeUrl]);
  });

  test.each(locales)("(B17) names that way in %s", (locale) => {
    const request = aRequest({ locale });
    const { html, text } = reminderMail({ ...request, unsubscribeUrl });
    const { stopReminders: words } = request.texts;
    expect(html).toContain(`${words}</a>`);
    expect(text).toContain(`${words}${locale === "fr" ? "\u00a0" : ""}: ${unsubscribeUrl}`);
  });
});
