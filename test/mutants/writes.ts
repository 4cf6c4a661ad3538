import type { Mutant } from "./mutants.ts";

const inFile =
  (file: string, caughtBy: readonly string[]) =>
  (name: string, text: string, replacement: string): Mutant => ({
    name,
    file,
    text,
    replacement,
    caughtBy,
  });

const inExecute = inFile("shared/transaction/execute.ts", ["test/unit/transaction/execute.test.ts"]);
const inIdempotency = inFile("shared/transaction/claim.ts", ["test/unit/transaction/execute.test.ts"]);
const inQuotas = inFile("shared/partner/commands/counted-quotas.ts", ["test/unit/transaction/execute.test.ts"]);
const inBoundary = inFile("shared/http/boundary.ts", ["test/unit/http/boundary.test.ts"]);
const inCaller = inFile("shared/http/caller.ts", ["test/unit/http/roles.test.ts"]);
const inConditional = inFile("shared/http/conditional.ts", ["test/unit/http/conditional.test.ts"]);
const inForm = inFile("shared/pages/form.ts", ["test/unit/pages/form.test.ts"]);
const inReads = inFile("shared/table/reads.ts", ["test/unit/table/table.test.ts"]);
const inWrites = inFile("shared/table/writer.ts", ["test/unit/table/table.test.ts"]);
const inAddresses = inFile("shared/delivery/address-item.ts", ["test/unit/delivery/address-item.test.ts"]);
const inWebhooks = inFile("shared/crypto/webhook-signatures.ts", ["test/unit/crypto/webhook-signatures.test.ts"]);
const inDelivery = inFile("functions/send-mail/deliver.ts", [
  "test/unit/send-mail/handler.test.ts",
  "test/unit/send-mail/sandbox.test.ts",
]);

/** Faults of what commands write, of the store, and of what lets requests in and mails out. */
export const ofWrites: readonly Mutant[] = [
  // The frame of commands.
  inExecute("a-command-that-lost-once-does-not-know-it", "isAgain: lost > 0, once", "isAgain: lost > 1, once"),
  inExecute(
    "what-was-done-outside-the-table-is-done-in-every-round",
    "kept === null || !holds",
    "kept !== null || !holds",
  ),
  inExecute("a-command-that-lost-too-often-tries-once-more", "const rounds = 5;", "const rounds = 6;"),
  inFile("shared/transaction/commit.ts", ["test/unit/transaction/execute.test.ts"])(
    "an-answer-is-not-noted-under-its-key",
    "claim && record ? [...writes",
    "claim && !record ? [...writes",
  ),
  inFile("shared/transaction/commit.ts", ["test/unit/transaction/execute.test.ts"])(
    "what-changes-nothing-is-a-transaction",
    "if (all.length > 0) await",
    "if (all.length >= 0) await",
  ),
  inIdempotency("a-record-counts-at-the-moment-of-its-end", "record.expiresAt <= now", "record.expiresAt < now"),
  inIdempotency(
    "a-key-may-come-with-another-body",
    "record.bodyHash !== claim.bodyHash",
    "record.bodyHash === claim.bodyHash",
  ),
  inIdempotency("the-record-is-asked-for-with-every-read", "    isAsked = true;\n", ""),

  // Quotas.
  inQuotas(
    "what-was-taken-of-a-refused-quota-is-kept",
    "      await returnTaken(table, taken);\n      throw quotaRefusal",
    "      throw quotaRefusal",
  ),
  inQuotas("what-may-be-written-is-given-back", "if (isUnwritten(error)) await", "if (!isUnwritten(error)) await"),
  inQuotas("an-opened-invitation-counts-as-closed", "closing(opened < 0 ?", "closing(opened <= 0 ?"),
  inQuotas("what-opens-nothing-counts-as-open", "wantedQuotas(opened > 0)", "wantedQuotas(opened >= 0)"),

  // Sending.
  inFile("shared/invitation/sending/take-lock.ts", ["test/integration/invitation/reissue.test.ts"])(
    "a-lock-blocks-at-the-moment-of-its-end",
    "expiresAt > cause.now ? null",
    "expiresAt >= cause.now ? null",
  ),
  inFile("shared/invitation/sending/take-lock.ts", ["test/integration/partner/quotas.test.ts"])(
    "a-lock-that-is-taken-over-is-counted-again",
    "if (holderId === pending.id) return { writes: takeOver, opened: 0 };",
    "if (holderId === pending.id) return { writes: takeOver, opened: 1 };",
  ),
  inFile("shared/invitation/sending/sending-facts.ts", ["test/integration/partner/users.test.ts"])(
    "a-partner-asks-its-own-people",
    "if (!partner.sandbox && isOwn) throw",
    "if (partner.sandbox && isOwn) throw",
  ),
  inFile("shared/invitation/sending/sending-facts.ts", ["test/integration/relationship/relationships.test.ts"])(
    "an-ended-relationship-is-asked-for-again",
    `customer === null || stored.status === "terminated"`,
    `customer === null || stored.status === "suspended"`,
  ),
  inFile("shared/invitation/commands/correct-address.ts", ["test/integration/invitation/reissue.test.ts"])(
    "a-corrected-address-may-be-the-same",
    "if (before.email !== to.email) return;",
    "if (before.email === to.email) return;",
  ),
  inFile("shared/invitation/commands/correct-address.ts", ["test/integration/invitation/reissue.test.ts"])(
    "a-corrected-address-keeps-the-lock-of-the-first",
    "const also = [...openInvitationLock.free(invitation, before.address), ...lock.writes];",
    "const also = [...lock.writes];",
  ),
  // Accepting.
  inFile("shared/invitation/commands/accept-invitation.ts", ["test/integration/invitation/answers.test.ts"])(
    "an-acceptance-leaves-its-lock-behind",
    "      ...openInvitationLock.free(invitation, invited.address),\n",
    "",
  ),
  inFile("shared/customer/commands/choose-customer.ts", ["test/unit/transaction/commands.test.ts"])(
    "a-customer-is-chosen-where-there-are-several",
    "choices.length === 1 && !isProvenByCode",
    "choices.length >= 1 && !isProvenByCode",
  ),
  inFile("shared/customer/commands/choose-customer.ts", ["test/unit/transaction/commands.test.ts"])(
    "a-code-stands-for-the-choice-of-a-customer",
    "choices.length === 1 && !isProvenByCode",
    "choices.length === 1",
  ),
  inFile("shared/customer/commands/choose-customer.ts", [
    "test/integration/customer/races.test.ts",
    "test/integration/customer/founding.test.ts",
  ])(
    "another-organisation-gets-the-same-relationship",
    "!anotherOrganization || choice.relationshipId === null || relationshipId !== null",
    "!anotherOrganization || choice.relationshipId !== null || relationshipId !== null",
  ),

  // Administrators, users, sessions.
  inFile("shared/customer/commands/change-administrators.ts", ["test/integration/customer/administrators.test.ts"])(
    "a-removed-administrator-keeps-the-right",
    "...(wasAdministrator ? [administeredWrite(",
    "...(!wasAdministrator ? [administeredWrite(",
  ),
  inFile("shared/users/change-user.ts", ["test/integration/partner/users.test.ts"])(
    "a-removed-user-stays-in-the-pool",
    "  await userPool.remove(id);\n",
    "",
  ),
  inFile("shared/users/add-user.ts", ["test/integration/partner/users.test.ts"])(
    "a-user-of-another-partner-is-taken-over",
    "found?.partnerId !== partnerId",
    "found === null",
  ),
  inFile("shared/portal-access/open-session.ts", ["test/integration/portal.test.ts"])(
    "a-session-opens-at-the-moment-of-its-end",
    "now >= session.endsAt",
    "now > session.endsAt",
  ),
  inFile("shared/portal-access/open-session.ts", ["test/integration/portal.test.ts"])(
    "a-session-outlives-signing-out-everywhere",
    "email === null || signIn.epoch !== epoch",
    "email === null",
  ),
  inFile("shared/codes/stop-code.ts", ["test/integration/codes/stop-code.test.ts"])(
    "an-older-code-mail-declines-a-newer-link",
    "!isSameMailbox || issue.linkVersion !== stop.number",
    "!isSameMailbox || issue.linkVersion < stop.number",
  ),
  // The store.
  inReads("reads-may-be-stale-unless-asked", "{ maybeStale = false }", "{ maybeStale = true }"),
  inReads(
    "what-a-batch-left-out-is-missing",
    "for (let round = 0; left.length > 0; round++)",
    "for (let round = 0; round < 1; round++)",
  ),
  inReads(
    "a-count-ends-with-its-first-page",
    "while (ExclusiveStartKey !== undefined)",
    "while (ExclusiveStartKey === null)",
  ),
  inWrites(
    "a-failed-condition-is-not-told-from-a-conflict",
    `Code === "ConditionalCheckFailed")) throw`,
    `Code === "ConditionalCheck")) throw`,
  ),
  inWrites(
    "a-conflict-is-never-tried-again",
    "if (!passing || round === conflictTries)",
    "if (!passing || round <= conflictTries)",
  ),
  inWrites("a-lasting-fault-is-tried-again", "reasons.every(\n", "reasons.some(\n"),
  inFile("shared/table/plans.ts", ["test/unit/table/places.test.ts"])(
    "a-key-that-is-wanted-twice-is-read-twice",
    "keys.set(nameOf(key), key)",
    "keys.set(String(keys.size), key)",
  ),
  inFile("shared/table/places.ts", ["test/unit/table/places.test.ts"])(
    "what-cannot-be-missing-may-be",
    "if (value == null) throw",
    "if (value === undefined) throw",
  ),
  inAddresses("a-complaint-makes-an-address-unreachable", `reason === "bounce");`, `reason !== "bounce");`),
  inAddresses("one-sender-list-that-blocks-is-enough", "senders.every((sender) =>", "senders.some((sender) =>"),
  inAddresses("a-report-of-the-moment-of-the-lift-is-answered", "at < liftedAt;", "at <= liftedAt;"),
  inFile("shared/table/pages.ts", ["test/integration/invitation/lists.test.ts"])(
    "the-last-page-promises-another",
    "next: found.length > limit",
    "next: found.length >= limit",
  ),
  inFile("shared/invitation/items/lists.ts", [
    "test/integration/invitation/lists-by-time.test.ts",
    "test/integration/invitation/lists.test.ts",
  ])(
    "what-was-created-just-before-the-end-of-a-span-is-missing",
    "idsSince(Date.parse(to) + longestRunMs)",
    "idsSince(Date.parse(to) - longestRunMs)",
  ),
  inFile("shared/delivery/claim-item.ts", ["test/unit/send-mail/deliver.test.ts"])(
    "a-claim-counts-for-every-partner",
    "[kind, address, ...(partnerId === undefined ? [] : [partnerId])]",
    "[kind, address]",
  ),
  // What lets requests in.
  inBoundary("a-body-of-the-largest-size-is-refused", "if (bytes > most)", "if (bytes >= most)"),
  inBoundary("a-caller-may-send-any-parameter", "caller !== null && !route.query", "caller === null && !route.query"),
  inBoundary(
    "a-condition-that-nobody-compares-passes",
    "if (!route.ifMatch) assertNoCondition",
    "if (route.ifMatch) assertNoCondition",
  ),
  inBoundary("a-parameter-may-come-twice", "names.indexOf(name) !== at", "names.indexOf(name) > at"),
  inBoundary("HEAD-has-a-body", `body !== undefined && method !== "HEAD"`, `body !== undefined && method !== "GET"`),
  inFile("shared/http/boundary.ts", ["test/unit/http/boundary-answers.test.ts"])(
    "what-has-no-ETag-may-be-kept",
    `headers?.["etag"] === undefined ?`,
    `headers?.["etag"] !== undefined ?`,
  ),
  inCaller(
    "a-role-without-a-partner-is-a-user",
    `role !== "operator" && partnerId === ""`,
    `role === "operator" && partnerId === ""`,
  ),
  inCaller("an-identity-token-lets-in", `token_use: z.literal("access"),`, `token_use: z.string(),`),
  inCaller("the-token-decides-the-role", "return { ...caller, role };", "return caller;"),
  inConditional("a-weak-ETag-is-another-when-read", `.map((tag) => tag.replace(/^W\\//, ""))`, ""),
  inConditional("a-change-without-a-condition-is-stale", "if (tags.length === 0) {", "if (tags.length < 0) {"),
  inConditional("an-asterisk-among-others-matches-all", `tags.length === 1 && tags[0] === "*"`, `tags[0] === "*"`),
  inConditional("every-part-has-the-first-version", `.split(".")[part]`, `.split(".")[0]`),
  inFile("shared/http/parse.ts", ["test/unit/http/problems.test.ts", "test/unit/http/fault-words.test.ts"])(
    "a-stray-parameter-is-called-a-field",
    "if (at === inQuery) return",
    "if (at !== inQuery) return",
  ),
  inForm("a-fault-of-a-form-passes", "if (faults.length > 0) throw", "if (faults.length > 1) throw"),
  inForm(
    "a-field-that-came-twice-is-taken",
    "Object.hasOwn(fields, name) && fields[name]!.safeParse(value).success",
    "Object.hasOwn(fields, name)",
  ),
  inForm("a-field-may-hide-behind-the-prototype", "Object.hasOwn(fields, name)", "name in fields"),

  // Links and signatures.
  inWebhooks("a-signature-of-any-time-counts", "> tolerance) return null", "< -tolerance) return null"),
  inWebhooks("a-signature-ends-a-second-early", "> tolerance) return null", ">= tolerance) return null"),
  inWebhooks("all-secrets-must-have-signed", "expected.some((one) =>", "expected.every((one) =>"),
  inFile("shared/crypto/signed-token.ts", ["test/unit/crypto/sign-in.test.ts"])(
    "a-sign-in-link-of-an-older-generation-fails",
    'macOf(purpose, [...parts, kid].join("."), kid, masterKey)',
    'macOf(purpose, [...parts, kid].join("."), masterKey.currentKid, masterKey)',
  ),
  inFile("shared/crypto/unsubscribe.ts", ["test/unit/crypto/unsubscribe.test.ts"])(
    "an-unsubscribe-link-may-go-on",
    "token.length > maxLength || others.length > 0 ||",
    "token.length > maxLength ||",
  ),

  // What lets mails out.
  inDelivery("a-mail-that-went-out-goes-out-again", "  if (isClaimed) return;\n", ""),
  inDelivery(
    "what-SES-may-have-taken-is-sent-again",
    "if (refusedFor === null && isRefusal(error as SesError)) {",
    "if (refusedFor === null) {",
  ),
  inDelivery("a-faulty-mail-is-given-up-a-try-late", "tries < triesOfFaulty ?", "tries <= triesOfFaulty ?"),
  inDelivery(
    "a-reminder-is-sent-at-least-once",
    `mailing.kind === "reminder" || event.type === "PermissionsExpiring"`,
    `event.type === "PermissionsExpiring"`,
  ),
  inDelivery("a-sandbox-partner-writes-to-anybody", "sandbox !== null && !(await", "sandbox === null && !(await"),
  inDelivery(
    "who-wants-no-mail-is-mailed",
    "if (!mayBeMailed(mailing.kind, addressStatus))",
    "if (mayBeMailed(mailing.kind, addressStatus))",
  ),
  {
    name: "a-request-is-handed-over-once-too-often",
    file: "shared/invitation/commands/hand-over.ts",
    text: "issue.handOvers >= mostHandOvers",
    replacement: "issue.handOvers > mostHandOvers",
    caughtBy: ["test/integration/invitation/reissue.test.ts"],
  },
  {
    name: "a-request-is-handed-over-to-another-domain",
    file: "shared/invitation/commands/hand-over.ts",
    text: "domainOf(from.email) === domainOf(to.email)",
    replacement: "domainOf(from.email) !== domainOf(to.email)",
    caughtBy: ["test/integration/invitation/reissue.test.ts"],
  },
];
