import fc from "fast-check";
import { acceptInvitation, assertAcceptable, type Acceptance } from "../../../shared/invitation/rules/acceptance.ts";
import { codeFault } from "../../../shared/codes/rules.ts";
import { offerDigest as digestOf } from "../../../shared/crypto/digests.ts";
import {
  askForNewLink,
  declineInvitation,
  requestCode,
  viewInvitation,
} from "../../../shared/invitation/rules/answers.ts";
import { createInvitation, editInvitation } from "../../../shared/invitation/rules/drafts.ts";
import { cancelInvitation, expireInvitation } from "../../../shared/invitation/rules/ends.ts";
import {
  redirectInvitation,
  remindInvitation,
  renewInvitation,
  resendInvitation,
  sendInvitation,
} from "../../../shared/invitation/rules/issuing.ts";
import { invitationLifecycle } from "../../../shared/invitation/lifecycle.ts";
import type { Invitation, InvitationChange } from "../../../shared/invitation/model.ts";
import { durationOf } from "../../../shared/kernel/time.ts";
import { anAcceptance, anInvitation, anIssue, anOffer, aPolicy, someTerms } from "./builders.ts";
import { now } from "./fixed-clock.ts";
import type { InvitationTerms } from "../../../shared/terms/model.ts";

/** A policy that requires `users.admin` in every offer and every acceptance. */
export const policy = aPolicy({ requiredPermissions: ["users.admin"] });

const permissions = fc.subarray(["users.admin", "licenses.admin", "directory.admin", "billing.read", "unknown"]);

/** Terms as a partner might write them, good and bad. */
export const anyTerms: fc.Arbitrary<InvitationTerms> = fc
  .record({
    permissions,
    purpose: fc.option(fc.constant("Migration")),
    autoExtend: fc.boolean(),
    duration: fc.integer({ min: 1, max: 730 }).map(durationOf),
    expiresIn: fc.integer({ min: 1, max: 90 }).map(durationOf),
  })
  .map(someTerms);

/** An action, tried a number of hours after the one before. */
export interface Act {
  readonly action: (typeof invitationLifecycle)[number]["action"];
  readonly hours: number;
  readonly terms: InvitationTerms;
  readonly mode: "email" | "self";
  readonly granted: readonly string[];
  readonly days: number;
  readonly isShownOffer: boolean;
  readonly codeGiven: boolean;
}

/** Any action; sending and accepting are frequent enough to succeed. */
export const anyAct: fc.Arbitrary<Act> = fc.record({
  action: fc.oneof(
    fc.constantFrom(...invitationLifecycle.map(({ action }) => action).filter((action) => action !== "create")),
    fc.constantFrom("send" as const, "accept" as const),
  ),
  hours: fc.oneof(fc.nat(48), fc.nat(3000)),
  terms: anyTerms,
  mode: fc.constantFrom("email", "self"),
  granted: fc.oneof(permissions, fc.constant(["users.admin"]), fc.constant(["users.admin", "users.admin"])),
  days: fc.integer({ min: 0, max: 200 }),
  isShownOffer: fc.oneof(fc.constant(true), fc.boolean()),
  codeGiven: fc.boolean(),
});

/** A new draft with these terms, or with allowed permissions if these cannot be offered. */
export function begin(terms: InvitationTerms): InvitationChange {
  const { id, partnerId, sandbox, cloud, createdBy } = anInvitation({ status: "draft" });
  const isOfferable =
    terms.permissions.includes("users.admin") &&
    !terms.permissions.includes("unknown") &&
    !(terms.autoExtend && terms.permissions.includes("directory.admin"));
  const offerable = isOfferable ? terms : { ...terms, permissions: ["users.admin"] };
  return createInvitation(
    { id, partnerId, sandbox, cloud, createdBy, terms: offerable, ...{ relationshipId: null, customerId: null } },
    policy,
    {
      actor: { kind: "partner", id: "user-1" },
      now,
    },
  );
}

/** Carries out an action; throws a `Refusal` if it is not allowed. */
export function act(before: Invitation, tried: Act, at: string): InvitationChange | null {
  const moment = { actor: { kind: "partner", id: "user-1" }, now: at } as const;
  const later = { ...moment, delivery: null };
  const offerDigest = tried.isShownOffer && before.issue ? before.issue.offerDigest : anIssue().offerDigest;
  const who = { name: "Ada", email: before.terms.customer.email, title: null };
  switch (tried.action) {
    case "create":
      return null;
    case "edit":
      return editInvitation(before, { terms: tried.terms }, policy, moment);
    case "send": {
      const { permissions, duration, autoExtend } = before.terms;
      const { offer, offerDigest } = anIssue({ offer: anOffer({ permissions, duration, autoExtend }) });
      return sendInvitation(
        before,
        {
          ...{ mode: tried.mode, offer, offerDigest, portal: "rapport", linkEpoch: 1 },
          codeRequired: tried.mode === "self",
        },
        policy,
        moment,
      );
    }
    case "resend":
      return resendInvitation(before, { portal: "rapport", linkEpoch: 1, rotate: tried.isShownOffer }, later);
    case "renew":
      return renewInvitation(before, { portal: "rapport", linkEpoch: 1 }, later);
    case "correct-address":
    case "hand-over": {
      const { offer } = before.issue ?? anIssue();
      const elsewhere = { ...offer, customer: `next${before.version}@contoso.example` };
      const input = {
        offer: elsewhere,
        offerDigest: digestOf(elsewhere),
        linkEpoch: 1,
        mode: tried.mode,
        customerId: null,
      };
      return redirectInvitation(tried.action, before, { ...input, codeRequired: false }, later);
    }
    case "ask-for-new-link":
      return askForNewLink(before, null, moment);
    case "view":
      return viewInvitation(before, null, at);
    case "remind":
      return remindInvitation(before, null, at);
    case "request-code":
      return requestCode(before, 1, null, at);
    case "accept":
      return accepted(
        before,
        anAcceptance({
          offerDigest,
          granted: tried.granted,
          duration: durationOf(tried.days),
          codeFault: codeFault(tried.codeGiven ? "06457312" : null),
        }),
        at,
      );
    case "decline":
    case "report":
      return declineInvitation(tried.action, before, { offerDigest, reason: null, by: who, via: "page" }, later);
    case "cancel":
      return cancelInvitation(before, { cancelCode: "by-partner", reason: null }, null, moment);
    case "expire":
      return expireInvitation(before, null, moment);
  }
}

function accepted(before: Invitation, acceptance: Acceptance, at: string): InvitationChange {
  const pending = assertAcceptable(before, acceptance, policy.requiredPermissions, at);
  const made = { relationshipId: "rel_1", customerId: "cus_1", amended: null };
  return acceptInvitation(pending, acceptance, {
    ...{ actor: { kind: "partner", id: "user-1" }, now: at, delivery: null },
    ...made,
  }).change;
}
