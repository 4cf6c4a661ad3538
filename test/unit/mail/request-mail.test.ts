import { describe, expect, test } from "vitest";
import { invitationMail, reminderMail } from "../../../shared/mail/request-mail.ts";
import { unsubscribeWords } from "../../../shared/mail/unsubscribe-line.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { aRequest, clickable, hostileTexts, link } from "./a-request.ts";

const unsubscribeUrl = "https://rapport.example/u/ptn_01JD0000000000000000000002.0123456789ABCDEFGHJKMNPQRS.AAAA";

const withoutBreaks = (text: string) => text.replaceAll("\u200B", "");

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
    for (const body of [html, plain]) expect(body).not.toMatch(/www\.evil|evil\.example|a@evil/);
  });

  test("writes a default message when the partner wrote none", () => {
    const { subject, text } = invitationMail(aRequest({ message: null }));
    expect(subject).toBe("Contoso Partner asks for a business relationship with you");
    expect(text).toContain("Hello Ada,");
    expect(text).toContain(`\n\n${link}\n\n`);
  });

  test("is refused when the message has no place for the link", () => {
    expect(() => invitationMail(aRequest({ message: { subject: "s", text: "no link" } }))).toThrow("{{link}}");
  });

  test("names a relationship without permissions as such", () => {
    const offer = { relationship: "advisor", permissionNames: [], duration: "P365D" } as const;
    const { text } = invitationMail(aRequest({ offer }));
    expect(text).toContain("No admin permissions.");
    expect(text).toContain("another channel");
    expect(text).not.toContain("365 days");
  });

  test("says where replies go only when they go somewhere", () => {
    expect(mail.text).toContain("A reply to this mail goes to Contoso Partner.");
    const { text } = invitationMail(aRequest({ partner: { displayName: "Contoso Partner", replyTo: null } }));
    expect(text).not.toContain("A reply to this mail");
  });
});

describe.each(Object.entries(hostileTexts))("hostile text (%s)", (_, hostile) => {
  const request = aRequest({
    operatorName: hostile,
    partner: { displayName: hostile, replyTo: null },
    customer: { contactName: hostile, organization: hostile },
    message: { subject: hostile, text: `${hostile} {{link}}` },
    offer: { relationship: "reseller", permissionNames: [hostile], duration: "P1D" },
  });

  test.each([
    ["an invitation", invitationMail(request), [link]],
    ["an invitation with the default message", invitationMail({ ...request, message: null }), [link]],
    ["a reminder", reminderMail({ ...request, unsubscribeUrl }), [link, unsubscribeUrl]],
  ])("stays text in %s", (__, mail, links) => {
    expect(mail.html).not.toMatch(/<script|<img|" onmouseover/);
    expect(clickable(mail.html)).toEqual(links);
    expect(mail.subject).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
    expect(mail.text + mail.html).not.toMatch(/[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069\u200F]/u);
  });
});

describe("a reminder", () => {
  const mail = reminderMail({ ...aRequest(), unsubscribeUrl });

  test("says who waits and until when, in Rapport's own words", () => {
    expect(mail.subject).toBe("Reminder: Contoso Partner is waiting for your answer");
    expect(withoutBreaks(mail.text)).toContain("until December 22, 2026 at 2:03 PM UTC");
    expect(mail.text).not.toContain("Thank you");
  });

  test("carries the link whole and the way to get no more of them, and no other", () => {
    expect(clickable(mail.html)).toEqual([link, unsubscribeUrl]);
    expect(mail.text.match(/https?:\/\/\S+/g)).toEqual([link, unsubscribeUrl]);
  });

  test.each(locales)("(B17) names that way in %s", (locale) => {
    const { html, text } = reminderMail({ ...aRequest({ locale }), unsubscribeUrl });
    expect(html).toContain(`${unsubscribeWords[locale]}</a>`);
    expect(text).toContain(`${unsubscribeWords[locale]}: ${unsubscribeUrl}`);
  });
});
