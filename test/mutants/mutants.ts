import { ofRules } from "./rules.ts";
import { ofWrites } from "./writes.ts";

/** A deliberate fault of the product, and the tests that must notice it. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Found exactly once in the file. */
  readonly text: string;
  readonly replacement: string;
  /** Test files, one after another, of which at least one must fail. */
  readonly caughtBy: readonly string[];
}

/** A short soak: one call in twenty fails, and only the audit afterwards looks at what became of it. */
const soak = ["test/resilience/soak.test.ts"];
const mailings = "functions/send-mail/mailings.ts";
/** Faults that the audit must see in a soak, where no test looks at what they are about. */
const dropped = (event: string, made: string): Mutant => ({
  name: `mails-of-${event}-are-dropped`,
  file: mailings,
  text: `  ${event}: ${made},`,
  replacement: `  ${event}: async () => [],`,
  caughtBy: soak,
});

const ofAudit: readonly Mutant[] = [
  dropped("InvitationIssued", "ofInvitation(requestMailing)"),
  dropped("InvitationResent", "ofInvitation(requestMailing)"),
  dropped("InvitationReminded", "ofInvitation(reminderMailing)"),
  dropped("InvitationAccepted", "ofInvitation(acceptedMailings)"),
  dropped("InvitationDeclined", "ofInvitation(deniedMailings)"),
  dropped("InvitationExpired", "ofInvitation(expiredInvitationMailings)"),
  dropped("PartnerUserAdded", `ofPartner(userMailings("added"))`),
  {
    name: "a-notice-goes-only-to-the-first-of-the-partners-people",
    file: "functions/send-mail/mailings/partner-mailings.ts",
    text: "return (await recipientsOf(told)).map((to) => ({",
    replacement: "return (await recipientsOf(told)).slice(0, 1).map((to) => ({",
    caughtBy: soak,
  },
  {
    name: "a-removed-user-is-not-told",
    file: "functions/send-mail/mailings/user-mailings.ts",
    text: `kind === "added" || isBack ? null`,
    replacement: `kind !== "changed" || isBack ? null`,
    caughtBy: soak,
  },
  {
    name: "administrators-are-not-told-who-was-removed",
    file: "functions/send-mail/mailings/user-mailings.ts",
    text: "  const others = adminAddresses(users)",
    replacement: `  const others = (kind === "removed" ? [] : adminAddresses(users))`,
    caughtBy: soak,
  },
  {
    name: "open-invitations-are-never-given-back",
    file: "shared/partner/commands/counted-quotas.ts",
    text: "Map.groupBy(closed, (id) => id)",
    replacement: "Map.groupBy(closed.slice(1_000), (id) => id)",
    caughtBy: ["test/integration/invitation/answers.test.ts"],
  },
  {
    name: "sendings-of-the-day-are-not-counted",
    file: "shared/partner/commands/counted-quotas.ts",
    text: `"address", "day"]`,
    replacement: `"address"]`,
    caughtBy: soak,
  },
  {
    name: "sendings-to-an-address-are-not-counted",
    file: "shared/partner/commands/counted-quotas.ts",
    text: `"address", "day"]`,
    replacement: `"day"]`,
    caughtBy: soak,
  },
  {
    name: "mails-are-handed-over-twice",
    file: "functions/send-mail/deliver.ts",
    text: "    messageId = await post(dependencies, delivering);",
    replacement: "    await post(dependencies, delivering);\n    messageId = await post(dependencies, delivering);",
    caughtBy: soak,
  },
  {
    name: "a-mail-is-marked-as-sent-without-being-sent",
    file: "functions/send-mail/deliver.ts",
    text: "  await (isAnnouncement(delivering) ? sendAtMostOnce : sendAtLeastOnce)(dependencies, delivering);",
    replacement: "  await claimMail(dependencies.table, claim, dependencies.clock());",
    caughtBy: soak,
  },
  {
    name: "events-are-published-under-another-sequence",
    file: "functions/publish-events/bus.ts",
    text: "const Detail = JSON.stringify({ metadata, data });",
    replacement: "const Detail = JSON.stringify({ metadata: { ...metadata, sequence: metadata.sequence + 1 }, data });",
    caughtBy: soak,
  },
  {
    name: "events-are-published-with-another-cause",
    file: "functions/publish-events/bus.ts",
    text: "const Detail = JSON.stringify({ metadata, data });",
    replacement: "const Detail = JSON.stringify({ metadata: { ...metadata, causationId: metadata.eventId }, data });",
    caughtBy: soak,
  },
  {
    name: "an-event-that-the-bus-throttles-is-forgotten",
    file: "functions/publish-events/bus.ts",
    text: `permanentCodes.has(result?.ErrorCode ?? "") ? "refused" : "retryable"`,
    replacement: `permanentCodes.has(result?.ErrorCode ?? "") ? "refused" : "published"`,
    caughtBy: ["test/unit/publish-events/bus.test.ts"],
  },
  {
    name: "a-decline-leaves-its-lock-behind",
    file: "shared/invitation/commands/decline-invitation.ts",
    text: "...openInvitationLock.free(invitation, address)];",
    replacement: "...openInvitationLock.free(invitation, address).slice(1)];",
    caughtBy: soak,
  },
  {
    name: "a-cancellation-leaves-its-lock-behind",
    file: "shared/invitation/commands/cancel-invitation.ts",
    text: "also: invitation.issue === null ? [] : openInvitationLock.free(invitation, address),",
    replacement: "also: openInvitationLock.free(invitation, address).slice(1),",
    caughtBy: soak,
  },
  {
    name: "an-expiry-leaves-its-lock-behind",
    file: "shared/invitation/commands/advance-due-invitation.ts",
    text: "...openInvitationLock.free(invitation, await address()),",
    replacement: "...openInvitationLock.free(invitation, await address()).slice(1),",
    caughtBy: soak,
  },
  {
    name: "a-relationship-takes-no-lock",
    file: "shared/relationship/items/relationships.ts",
    text: "return [...relationshipWrites([step], cause), holdTaken(relationship)];",
    replacement: "return [...relationshipWrites([step], cause), holdTaken(relationship)].slice(0, -1);",
    caughtBy: soak,
  },
  {
    name: "a-lock-ends-at-another-time-than-its-invitation",
    file: "shared/invitation/items/invitations.ts",
    text: "    expiresAt: issue?.expiresAt,",
    replacement: "    expiresAt: issue?.issuedAt,",
    caughtBy: ["test/integration/partner/quotas.test.ts"],
  },
  {
    name: "a-receipt-has-another-digest",
    file: "shared/invitation/rules/receipt.ts",
    text: "    offerDigest: issue.offerDigest,",
    replacement: `    offerDigest: issue.offerDigest.replace(/[0-9a-f]{8}$/, "00000000"),`,
    caughtBy: soak,
  },
  {
    name: "a-receipt-names-what-was-granted-as-what-was-offered",
    file: "shared/invitation/rules/receipt.ts",
    text: "    offer: issue.offer,",
    replacement: "    offer: { ...issue.offer, permissions: decision.granted },",
    caughtBy: soak,
  },
  {
    name: "an-offer-is-frozen-under-another-digest",
    file: "shared/crypto/digests.ts",
    text: "`sha256:${digestOf(offer)}`",
    replacement: "`sha256:${digestOf({ ...offer, partnerVerified: null })}`",
    caughtBy: soak,
  },
  {
    name: "delivered-mails-are-not-counted-in-the-week",
    file: "functions/count-invitations/report.ts",
    text: "delivered: arrived.includes(delivery.status),",
    replacement: "delivered: false,",
    caughtBy: soak,
  },
  {
    name: "a-week-counts-every-end-as-accepted",
    file: "shared/metrics/rules/funnel.ts",
    text: `    status !== "pending" && status,`,
    replacement: `    status !== "pending" && "accepted",`,
    caughtBy: soak,
  },
  {
    name: "the-waiting-time-of-a-week-is-in-minutes",
    file: "shared/metrics/rules/accept-times.ts",
    text: "Math.round((Date.parse(decidedAt) - Date.parse(sentAt)) / 1000)",
    replacement: "Math.round((Date.parse(decidedAt) - Date.parse(sentAt)) / 60_000)",
    caughtBy: soak,
  },
  {
    name: "a-delivery-is-written-without-its-event",
    file: "shared/invitation/items/invitations.ts",
    text: "    },\n    ...events.map((event) => eventWrite(toStoredEvent(event, cause))),",
    replacement: "    },\n    ...events.slice(1).map((event) => eventWrite(toStoredEvent(event, cause))),",
    caughtBy: soak,
  },
];

/** Faults that other tests must see; written without a look at the audit. */
const ofTests: readonly Mutant[] = [
  {
    name: "the-preview-of-a-verified-partner-warns",
    file: "shared/invitation/mails/mail-input.ts",
    text: "shownVerification(issue.offer, partner) : partner.verified) !== null",
    replacement: "shownVerification(issue.offer, partner) : partner.verified) === null",
    caughtBy: ["test/e2e/previews.test.ts"],
  },
  {
    name: "a-restoration-begins-as-a-first-invitation",
    file: "shared/invitation/commands/plan-invitation.ts",
    text: "const created = relationshipId === null ?",
    replacement: "const created = relationshipId !== null ?",
    caughtBy: ["test/integration/relationship/relationships.test.ts"],
  },
  {
    name: "one-good-name-of-a-key-generation-is-enough",
    file: "shared/crypto/master-key.ts",
    text: "[...generations.keys()].every((kid) =>",
    replacement: "[...generations.keys()].some((kid) =>",
    caughtBy: ["test/unit/crypto/master-key.test.ts"],
  },
  {
    name: "an-extension-may-end-at-this-moment",
    file: "shared/relationship/rules/grants.ts",
    text: "  end > now ? end : firstAfter(",
    replacement: "  end >= now ? end : firstAfter(",
    caughtBy: ["test/unit/relationship/time.test.ts"],
  },
  {
    name: "a-batch-of-the-largest-size-is-split",
    file: "functions/publish-events/bus.ts",
    text: "bytes + entry.bytes > batchBytes",
    replacement: "bytes + entry.bytes >= batchBytes",
    caughtBy: ["test/unit/publish-events/bus.test.ts"],
  },
  {
    name: "an-entry-of-the-largest-size-is-not-sent",
    file: "functions/publish-events/bus.ts",
    text: "entries.filter(({ bytes }) => bytes <= batchBytes)",
    replacement: "entries.filter(({ bytes }) => bytes < batchBytes)",
    caughtBy: ["test/unit/publish-events/bus.test.ts"],
  },
  {
    name: "a-throttled-entry-is-set-aside",
    file: "functions/publish-events/bus.ts",
    text: `  "RedactionFailure",`,
    replacement: `  "RedactionFailure",\n  "ThrottlingException",`,
    caughtBy: ["test/unit/publish-events/bus.test.ts"],
  },
  {
    name: "what-is-published-by-schedule-is-published-again",
    file: "functions/publish-events/handler.ts",
    text: `if (publications[at] === "published") await dependencies.forget(receipt);`,
    replacement: `if (publications[at] === "refused") await dependencies.forget(receipt);`,
    caughtBy: ["test/unit/publish-events/handler.test.ts"],
  },
  {
    name: "an-old-event-holds-up-its-shard-for-ever",
    file: "functions/publish-events/handler.ts",
    text: `publication === "retryable" && age < patienceMs`,
    replacement: `publication === "retryable" && age > -patienceMs`,
    caughtBy: ["test/unit/publish-events/handler.test.ts"],
  },
  {
    name: "a-refused-event-is-not-set-aside",
    file: "functions/publish-events/handler.ts",
    text: "      await setAside(key);\n",
    replacement: "",
    caughtBy: ["test/unit/publish-events/handler.test.ts"],
  },
  {
    name: "ending-a-relationship-twice-at-once-is-a-fault",
    file: "shared/relationship/commands/terminate-relationship.ts",
    text: "if (!hold) throw new Superseded();",
    replacement: `if (!hold) throw new Error("The lock is gone.");`,
    caughtBy: ["test/integration/relationship/races.test.ts"],
  },
  {
    name: "the-end-of-a-relationship-leaves-its-lock-behind",
    file: "shared/relationship/commands/terminate-relationship.ts",
    text: "also: [holdFreed(relationship, hold), pastRelationshipWrite(relationship),",
    replacement: "also: [pastRelationshipWrite(relationship),",
    caughtBy: ["test/integration/relationship/relationships.test.ts"],
  },
  {
    name: "an-ended-relationship-is-not-found-by-its-customer",
    file: "shared/relationship/commands/terminate-relationship.ts",
    text: "pastRelationshipWrite(relationship), ...writes]",
    replacement: "...writes]",
    caughtBy: ["test/integration/relationship/relationships.test.ts"],
  },
  {
    name: "a-state-is-written-whatever-its-version",
    file: "shared/table/writes.ts",
    text: `expression: "#version = :version", names: { "#version": "version" }`,
    replacement: `expression: "#version >= :version", names: { "#version": "version" }`,
    caughtBy: ["test/integration/partner/templates.test.ts"],
  },
  {
    name: "an-event-may-be-written-over-another",
    file: "shared/events/stored-events.ts",
    text: `entity: "event", schema: 1, ...event },\n  condition: isNew,`,
    replacement: `entity: "event", schema: 1, ...event },`,
    caughtBy: ["test/unit/table", "test/integration/table.test.ts"],
  },
  {
    name: "a-quota-lets-one-more-through",
    file: "shared/partner/items/quotas.ts",
    text: "OR used < :limit",
    replacement: "OR used <= :limit",
    caughtBy: ["test/integration/partner/quotas.test.ts"],
  },
  {
    name: "a-counter-falls-below-none",
    file: "shared/partner/items/quotas.ts",
    text: `"used >= :count AND (`,
    replacement: `"(used >= :count OR used < :count) AND (`,
    caughtBy: ["test/integration/partner/quotas.test.ts"],
  },
  {
    name: "a-quota-is-given-back-twice",
    file: "shared/partner/items/quotas.ts",
    text: "givenBack <> :id)",
    replacement: "givenBack <> :id OR givenBack = :id)",
    caughtBy: ["test/integration/partner/quotas.test.ts"],
  },
  {
    name: "one-more-code-may-be-tried",
    file: "shared/codes/item.ts",
    text: "tries < :most",
    replacement: "tries <= :most",
    caughtBy: ["test/integration/codes/codes.test.ts"],
  },
  {
    name: "a-code-lives-on-after-its-end",
    file: "shared/codes/item.ts",
    text: "AND endsAt > :now AND",
    replacement: "AND endsAt > :link AND",
    caughtBy: ["test/integration/codes/codes.test.ts"],
  },
  {
    name: "another-yes-is-the-same-yes",
    file: "shared/invitation/rules/said-again.ts",
    text: "symmetricDifference(new Set(decision.granted)).size > 0) return false;",
    replacement: "symmetricDifference(new Set(decision.granted)).size > 99) return false;",
    caughtBy: ["test/unit/invitation/said-again.test.ts"],
  },
  {
    name: "what-was-not-asked-can-be-granted",
    file: "shared/invitation/rules/acceptance.ts",
    text: "!offer.permissions.includes(permission));",
    replacement: 'offer.permissions.includes(permission) && permission === "");',
    caughtBy: ["test/unit/invitation/acceptance.test.ts"],
  },
  {
    name: "a-shorter-grant-is-refused-and-a-longer-taken",
    file: "shared/invitation/rules/acceptance.ts",
    text: "return days > asked ?",
    replacement: "return days < asked ?",
    caughtBy: ["test/unit/invitation/acceptance.test.ts"],
  },
  {
    name: "an-unsubscribed-address-is-reminded",
    file: "shared/reminders/rules/block.ts",
    text: `if (address.unsubscribed) return "unsubscribed";`,
    replacement: "",
    caughtBy: ["test/unit/reminders/block.test.ts"],
  },
  {
    name: "an-address-that-refuses-requests-is-asked",
    file: "shared/delivery/address-item.ts",
    text: `hasStopped("requests") ||`,
    replacement: "",
    caughtBy: ["test/unit/delivery/address-item.test.ts"],
  },
  {
    name: "links-that-were-taken-back-still-live",
    file: "shared/delivery/rules/withheld-mail.ts",
    text: "issue.linkEpoch < linkEpoch;",
    replacement: "issue.linkEpoch > linkEpoch;",
    caughtBy: ["test/unit/reminders/block.test.ts"],
  },
  {
    name: "a-forged-link-opens",
    file: "shared/crypto/signed-token.ts",
    text: "expected !== null && sameText(mac, expected) ?",
    replacement: "expected !== null ?",
    caughtBy: ["test/unit/crypto/links.test.ts"],
  },
  {
    name: "the-loser-of-a-race-is-not-played-again",
    file: "shared/transaction/execute.ts",
    text: "if (!(error instanceof Superseded)) throw error;",
    replacement: "throw error;",
    caughtBy: ["test/integration/invitation/races.test.ts"],
  },
];

/** Every fault that is played by `npm run mutants`. */
export const mutants: readonly Mutant[] = [...ofAudit, ...ofTests, ...ofRules, ...ofWrites];
