import { describe, expect, test } from "vitest";
import {
  mayBeAsked,
  mayBeMailed,
  mayBeWritten,
  type AddressStatus,
} from "../../../shared/delivery/rules/address-status.ts";
import { mailKinds, type MailKind } from "../../../shared/delivery/rules/mail-kinds.ts";
import { now } from "../../support/builders/fixed-clock.ts";

const free: AddressStatus = { suppressed: null, blocked: false, unsubscribed: false };
const bounced = { ...free, suppressed: { reason: "bounce", at: now } } as const;
const complained = { ...free, suppressed: { reason: "complaint", at: now } } as const;
const blocked = { ...free, blocked: true };
const unsubscribed = { ...free, unsubscribed: true };
const all: readonly MailKind[] = mailKinds;

describe("an address", () => {
  test.each<[string, AddressStatus, boolean, boolean]>([
    ["of which nothing is known may be written to and asked", free, true, true],
    ["to which mail bounced is neither written to nor asked", bounced, false, false],
    ["that complained is not asked, and may be written to", complained, true, false],
    ["that blocks the partner is not asked, and may be written to", blocked, true, false],
    ["that wants no reminders may be written to and asked", unsubscribed, true, true],
  ])("%s", (_, status, written, asked) => {
    expect([mayBeWritten(status), mayBeAsked(status)]).toEqual([written, asked]);
  });

  test.each<[string, AddressStatus, readonly MailKind[]]>([
    ["of which nothing is known", free, all],
    ["to which mail bounced", bounced, []],
    ["that complained", complained, ["code", "notice", "sign-in"]],
    ["that blocks the partner", blocked, ["code", "notice", "partner-notice", "sign-in"]],
    ["that wants no reminders", unsubscribed, all.filter((kind) => kind !== "reminder")],
  ])("%s receives only these kinds of mail: %j", (_, status, kinds) => {
    expect(all.filter((kind) => mayBeMailed(kind, status))).toEqual(kinds);
  });
});
