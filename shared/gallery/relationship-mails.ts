import { changeNotice, grantsNotice, terminatedNotice } from "../relationship/mails/relationship-notices.ts";
import { grantNews, type RelationshipTexts } from "../relationship/mails/texts.ts";
import type { Mail } from "../invitation/mails/request-mail.ts";
import { at, relationshipId, type SampleNames } from "./names.ts";

/** The way to the relationship in the portal. */
const relationshipPage = `https://rapport.example/portal/relationships/${relationshipId}?lang=en`;
/** The way to its renewal. */
const renewalPage = `https://rapport.example/r/${relationshipId}.x?lang=en`;

/** Every mail about a relationship that time or a customer changes. */
export function relationshipMails(texts: RelationshipTexts, names: SampleNames): Record<string, Mail> {
  const { permission, words } = names;
  const partner = { side: "partner", texts, names, relationshipId } as const;
  const customer = { side: "customer", texts, names, page: relationshipPage, renewal: renewalPage } as const;
  const grants = [
    { name: permission, endsAt: "2027-01-01T14:03:00.000Z" },
    { name: "Helpdesk", endsAt: "2026-12-22T14:03:00.000Z" },
  ];
  const toBoth = [partner, customer].flatMap((reader) =>
    grantNews.map((news) => [`${reader.side}: ${news}`, grantsNotice(reader, news, grants)] as const),
  );
  return {
    ...Object.fromEntries(toBoth),
    ...Object.fromEntries(
      (["removed", "givenBack", "removedElsewhere", "permissionsPaused", "permissionsResumed"] as const).map(
        (change) => [`partner: ${change}`, changeNotice(partner, change, { at, permissions: [permission] })],
      ),
    ),
    ...Object.fromEntries(
      (["suspended", "paused", "resumed", "stillSuspended"] as const).map((change) => [
        `partner: ${change}`,
        changeNotice(partner, change, { at, reason: words }),
      ]),
    ),
    "partner: ended": terminatedNotice(partner, { at, by: "customer", reason: words, permissions: [permission] }),
    "partner: ended with nothing": terminatedNotice(partner, { at, by: "customer", reason: null, permissions: [] }),
    "partner: ended by itself": terminatedNotice(partner, { at, by: "partner", reason: words, permissions: [] }),
  };
}
