import { describe, expect, test } from "vitest";
import { at } from "../../../shared/gallery/names.ts";
import {
  relationshipMails,
  relationshipPage as page,
  renewalPage as renewal,
} from "../../../shared/gallery/relationship-mails.ts";
import { grantsNotice } from "../../../shared/relationship/mails/relationship-notices.ts";
import { loadRelationshipTexts } from "../../../shared/relationship/mails/texts.ts";
import type { Mail } from "../../../shared/invitation/mails/request-mail.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { clickable, hostileTexts, linkLike, namedEverywhere } from "../mail/a-request.ts";

/** Where a customer's mail leads: to renew where something ends, else to the relationship. */
const wayIn = (kind: string): string => (/: (expiring|expired)$/.test(kind) ? renewal : page);

const texts = await inEveryLanguage(loadRelationshipTexts);

const allMails = (locale: Locale, typed: string): Record<string, Mail> =>
  relationshipMails(texts[locale], namedEverywhere(typed));

const mailOf = (locale: Locale, kind: string): Mail => allMails(locale, "Contoso")[kind]!;

describe("a mail about a relationship", () => {
  test.each(Object.entries(hostileTexts))("has nothing to click but the way to the portal: %s", (_, hostile) => {
    for (const [kind, { subject, html, text }] of Object.entries(allMails("en", hostile))) {
      expect(subject).not.toMatch(linkLike);
      const links = kind.startsWith("customer") ? [wayIn(kind)] : [];
      expect(clickable(html), kind).toEqual(links);
      expect(text.match(/https?:\/\/\S+/g) ?? [], kind).toEqual(links);
    }
  });

  test("leads to the relationship where there is nothing to renew", () => {
    const names = { partner: "Contoso", operator: "Fabrikam", customer: "Adatum" };
    const reader = { side: "customer", texts: texts.en, names, page, renewal: null } as const;
    const { text, html } = grantsNotice(reader, "expiring", [{ name: "Helpdesk", endsAt: at }]);
    expect([clickable(html), text.match(/https?:\/\/\S+/g)]).toEqual([[page], [page]]);
  });

  test("names each permission with its own end, and in the subject the earliest", () => {
    const { subject, text } = mailOf("en", "customer: expiring");
    expect(subject).toBe("Permissions of Contoso end on December 22, 2026");
    expect(text).toContain("- Contoso – January 1, 2027\n- Helpdesk – December 22, 2026");
  });
});
