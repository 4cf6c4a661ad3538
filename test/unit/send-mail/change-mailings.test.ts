import { expect, test } from "vitest";
import { personPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { customerItem } from "../../../shared/customer/items/item.ts";
import { following, toStoredEvent } from "../../../shared/events/envelope.ts";
import type { Actor } from "../../../shared/events/event.ts";
import { invitationItem } from "../../../shared/invitation/items/item.ts";
import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import { removePermissions, terminateRelationship } from "../../../shared/relationship/rules/changes.ts";
import type { RelationshipStep } from "../../../shared/relationship/rules/steps.ts";
import {
  pausePermission,
  resumePermission,
  resumeRelationship,
  suspendRelationship,
} from "../../../shared/relationship/rules/suspensions.ts";
import { userItem } from "../../../shared/users/item.ts";
import { aCustomer, anAdministratorAt } from "../../support/builders/a-customer.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { anInvitation, aPartner, aRelationship, aUser, ids, someTerms } from "../../support/builders/builders.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { aCause } from "../../support/builders/some-events.ts";
import { scriptedTable } from "../../support/table/scripted-table.ts";
import { mailsFrom } from "./mailings-of.ts";

const at = later({ days: 1 });
const ada = anAdministratorAt("ada@contoso.example", { name: "Ada" });
const administrator = personPseudonym(ada.email, ids.partner, aMasterKey());
const actors = {
  customer: { kind: "customer", id: administrator },
  partner: { kind: "partner", id: "user-1" },
  operator: { kind: "operator", id: "operator-1" },
} as const satisfies Record<string, Actor>;

const terms = someTerms({ customer: { ...someTerms().customer, locale: "en" } });
const around = [
  { ...partnerKeys.profile(ids.partner), ...aPartner() },
  userItem(aUser()),
  invitationItem(anInvitation({ status: "accepted", terms })),
  customerItem(aCustomer([], { name: "Contoso Group", administrators: [ada] })),
];

const before = aRelationship();
const by = (side: "customer" | "partner", via: "portal" | "api" | "vendor") => ({
  now: at,
  by: { administrator, side, via },
});
const suspension = (side: "customer" | "operator", reason: string | null = null) => ({ by: side, at, reason });
const [suspended] = suspendRelationship(before, suspension("operator", "A dispute")) as [RelationshipStep];
const [paused] = suspendRelationship(before, suspension("customer")) as [RelationshipStep];
const [both] = suspendRelationship(suspended.after, suspension("customer")) as [RelationshipStep];
const pausing = { now: at, by: { administrator } };
const [resting] = pausePermission(before, "users.admin", pausing) as [RelationshipStep];
const ending = { ...by("partner", "api"), cancelledInvitations: [] };

test.each([
  [
    "permissions that the partner gave back",
    ...[removePermissions(before, ["users.admin"], by("partner", "api")), "partner"],
    ...[["You gave back permissions from Contoso", "- User administrator"]],
    ...[["Contoso Partner gave back permissions for Contoso Group", "The relationship itself goes on."]],
  ],
  [
    "permissions that were removed in a service's own admin portal",
    ...[removePermissions(before, ["users.admin"], by("customer", "vendor")), "operator"],
    ...[["Contoso removed permissions", "Fabrikam Cloud reports that these permissions were removed"]],
    ...[["Permissions of Contoso Partner for Contoso Group were removed", "Fabrikam Cloud reports"]],
  ],
  [
    "an end by the partner, with its reason",
    ...[terminateRelationship(before, "The contract has ended", ending), "partner"],
    ...[["Your relationship with Contoso has ended", "The contract has ended"]],
    ...[["Contoso Partner ended its relationship with Contoso Group", "Reason given: The contract has ended"]],
  ],
  [
    "a suspension by the operator, with its reason",
    ...[[suspended], "operator"],
    ...[["Fabrikam Cloud suspended your relationship with Contoso", "A dispute"]],
    ...[
      ["Fabrikam Cloud paused the relationship between Contoso Group and Contoso Partner", "Reason given: A dispute"],
    ],
  ],
  [
    "its end",
    ...[resumeRelationship(suspended.after, suspension("operator")), "operator"],
    ...[["Your relationship with Contoso was resumed", "You can use your permissions again."]],
    ...[["Fabrikam Cloud resumed the relationship", "Contoso Partner can use its permissions again."]],
  ],
  [
    "its end while the customer's pause goes on",
    ...[resumeRelationship(both.after, suspension("operator")), "operator"],
    ...[["Your relationship with Contoso stays suspended", "You still cannot use your permissions."]],
    ...[["Fabrikam Cloud resumed the relationship", "Contoso Partner still cannot use its permissions."]],
  ],
  [
    "a pause by the customer",
    ...[[paused], "customer"],
    ...[["Contoso paused its relationship with you", "Their end dates stay the same."]],
    ...[["Ada paused the relationship between Contoso Group and Contoso Partner", "resume the relationship in the"]],
  ],
  [
    "a paused permission",
    ...[[resting], "customer"],
    ...[["Contoso paused permissions", "- User administrator"]],
    ...[["Ada paused permissions of Contoso Partner for Contoso Group", "- User administrator (medium risk)"]],
  ],
  [
    "a permission that is used again",
    ...[resumePermission(resting.after, "users.admin", pausing), "customer"],
    ...[["Contoso resumed permissions", "- User administrator"]],
    ...[["Ada resumed permissions of Contoso Partner for Contoso Group", "Contoso Partner can use them again."]],
  ],
] as [string, RelationshipStep[], keyof typeof actors, [string, string], [string, string]][])(
  "both sides learn of %s",
  async (_, [step], actor, ...expected) => {
    const { table } = scriptedTable([...around, relationshipItem(step!.after)]);
    const event = toStoredEvent(step!.event, following(null, aCause({ now: at, actor: actors[actor] })));
    const sent = await mailsFrom(table, event, at);
    expect(sent.map(({ to }) => to)).toEqual(["sales@contoso-partner.example", ada.email]);
    for (const [index, [subject, words]] of expected.entries()) {
      expect(sent[index]?.mail.subject).toContain(subject);
      expect(sent[index]?.mail.text.replaceAll(/\s+/g, " ")).toContain(words);
    }
  },
);
