import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { describe, expect, test } from "vitest";
import { invitationLifecycle, invitationStatuses } from "../../../shared/invitation/lifecycle.ts";
import { noNotes } from "../../../shared/invitation/rules/notes.ts";
import { dueShards } from "../../../shared/names.ts";
import { parseEvents, eventKeys } from "../../../shared/events/stored-events.ts";
import {
  dueAt,
  invitationItem,
  parseDelivery,
  parseInvitation,
  parseNotes,
} from "../../../shared/invitation/items/item.ts";
import { invitationWrites, openInvitationLock } from "../../../shared/invitation/items/invitations.ts";
import { answerPlace, idempotencyWrite, idempotencyKey } from "../../../shared/table/idempotency.ts";
import { dueShardOf } from "../../../shared/table/keys.ts";
import { parsePartner } from "../../../shared/partner/items/partners.ts";
import {
  aDelivery,
  aGrant,
  anInvitation,
  anIssue,
  aPartner,
  aRelationship,
  ids,
  someTerms,
} from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { aCause, anEvent } from "../../support/builders/some-events.ts";
import { bytesOf } from "../../support/table/capacity.ts";
import { relationshipItem } from "../../../shared/relationship/items/item.ts";
import { marshall } from "@aws-sdk/util-dynamodb";
import { storedItem } from "../../support/table/stream-records.ts";

describe("what is stored", () => {
  test.each(invitationStatuses)("of an invitation that is %s reads back as it was", (status) => {
    const invitation = anInvitation({ status });
    expect(parseInvitation(invitationItem(invitation))).toEqual(invitation);
  });

  test("of the other aggregates reads back as it was", () => {
    const notes = { ...noNotes(ids.invitation), version: 1, tags: ["spring"] };
    const whole = invitationItem(anInvitation({ status: "pending" }), { notes, delivery: aDelivery() });
    expect(parseDelivery(whole)).toEqual(aDelivery());
    expect(parseNotes(whole)).toEqual(notes);
    const bare = invitationItem(anInvitation({ status: "pending" }));
    expect(parseDelivery(bare)).toBeNull();
    expect(parseNotes(bare)).toEqual(noNotes(ids.invitation));
    expect(parsePartner({ ...partnerKeys.profile(ids.partner), entity: "partner", ...aPartner() })).toEqual(aPartner());
    expect(parseEvents(storedItem(anEvent()))).toEqual([anEvent()]);
  });

  test("of a relationship takes one write unit, however many permissions were granted at once", () => {
    const asked = Array.from({ length: 10 }, (_, at) => `service-number-${at}.admin`);
    const eventDigest = `sha256:${"0".repeat(43)}`;
    const item = relationshipItem({
      ...aRelationship({ asked, grants: asked.map((one) => aGrant(one)) }),
      eventAt: now,
      eventDigest,
    });
    expect(bytesOf(marshall(item, { removeUndefinedValues: true }))).toBeLessThan(1024);
  });

  test("of another kind is refused", () => {
    const pending = invitationItem(anInvitation({ status: "pending" }));
    for (const item of [
      null,
      {},
      { ...pending, status: "open" },
      { ...pending, state: invitationItem(anInvitation({ status: "draft" })).state },
      { ...pending, state: Uint8Array.of(99) },
      { ...pending, version: "1" },
    ])
      expect(() => parseInvitation(item)).toThrow();
    for (const parse of [parsePartner, parseEvents]) expect(() => parse(pending)).toThrow();
    for (const parse of [parseDelivery, parseNotes])
      expect(() => parse({ ...pending, delivery: { v: 1 }, notes: { v: 1 } })).toThrow();
  });

  test.each(invitationStatuses)(
    "of an invitation that is %s is listed by that, and due only while something is",
    (status) => {
      const item = invitationItem(anInvitation({ status }));
      expect(item).toMatchObject({ GSI1PK: `${ids.partner}#${status}#reseller`, GSI1SK: ids.invitation });
      expect("GSI2PK" in item).toBe(status === "draft" || status === "pending");
    },
  );

  test("holds no address in a key, and no link anywhere", () => {
    const item = invitationItem(anInvitation({ status: "pending" }));
    const inKeys = Object.entries(item).filter(([name]) => /^(PK|SK|GSI\d[PS]K)$/.test(name));
    expect(inKeys).toHaveLength(6);
    expect(JSON.stringify(inKeys)).not.toContain("@");
    expect(JSON.stringify({ ...item, state: parseInvitation(item) })).not.toMatch(/\/i\/|mac/);
  });
});

describe("an invitation is due", () => {
  const pending = (named: Parameters<typeof anIssue>[0]) => anInvitation({ status: "pending", issue: anIssue(named) });
  test.each([
    ["as a draft after 90 days", anInvitation({ status: "draft" }), later({ days: 90 })],
    ["at its next reminder", anInvitation({ status: "pending" }), later({ days: 3 })],
    [
      "at its end when no reminder is left",
      pending({ reminders: { plan: [], sent: 0, lastAt: null } }),
      later({ days: 30 }),
    ],
    [
      "at its end when it ends before any reminder",
      anInvitation({ status: "pending", terms: someTerms({ expiresIn: "P1D" }) }),
      later({ days: 1 }),
    ],
    ["never when it is answered", anInvitation({ status: "accepted" }), null],
    ["never when it is expired", anInvitation({ status: "expired" }), null],
  ] as const)("%s", (_, invitation, expected) => {
    expect(dueAt(invitation)).toBe(expected);
  });

  test("in one of the shards, and in each of them about as often", () => {
    const alphabet = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"];
    const shards = alphabet.map((last) => dueShardOf(ids.invitation.slice(0, -1) + last));
    const counts = dueShards.map((shard) => shards.filter((one) => one === shard).length);
    expect(counts).toEqual(new Array(16).fill(2));
  });
});

describe("the write of a step", () => {
  const about = { aggregate: ids.invitation, sequence: 2, sandbox: false, data: {} };
  const issued = { type: "InvitationIssued", ...about } as const;

  test.each(invitationLifecycle.filter(({ from }) => from.length > 0))(
    "$action holds for the statuses of its row",
    ({ action, from }) => {
      const before = anInvitation({ status: "pending", version: 7 });
      const [write] = invitationWrites({ action, before, after: before, events: [issued] }, aCause());
      expect(write?.condition).toMatchObject({ names: { "#version": "version", "#status": "status" } });
      const { ":version": version, ...statuses } = write?.condition?.values ?? {};
      expect(version).toBe(7);
      expect(Object.values(statuses)).toEqual(from);
      for (const name of Object.keys(statuses)) expect(write?.condition?.expression).toContain(name);
    },
  );

  test("create holds only where nothing is", () => {
    const after = anInvitation({ status: "draft" });
    const [write] = invitationWrites({ action: "create", before: null, after, events: [issued] }, aCause());
    expect(write).toMatchObject({ condition: { expression: "attribute_not_exists(PK)" } });
  });

  test("puts each event at its sequence, once", () => {
    const after = anInvitation({ status: "pending" });
    const [, write] = invitationWrites({ action: "send", before: null, after, events: [issued] }, aCause());
    expect(write).toMatchObject({
      ...{ kind: "put", condition: { expression: "attribute_not_exists(PK)" } },
      item: { PK: `INV#${ids.invitation}`, SK: "EVT#state#000000002", types: ["InvitationIssued"] },
    });
    expect(eventKeys.event(`${ids.invitation}/delivery`, 12).SK).toBe("EVT#delivery#000000012");
  });

  test("frees a lock for its holder only, and takes one over from the holder named", () => {
    const invitation = anInvitation({ status: "pending" });
    expect(openInvitationLock.take(ids.partner, invitation, "X")).toMatchObject([
      {
        ...{ condition: { expression: "attribute_not_exists(PK)" } },
        item: { PK: `PTN#${ids.partner}#OPEN`, SK: "reseller#X", expiresAt: later({ days: 30 }) },
      },
    ]);
    expect(openInvitationLock.free(invitation, "X")[0]?.condition?.values).toEqual({ ":holder": ids.invitation });
    expect(openInvitationLock.takeOver(ids.partner, invitation, "X", "inv_2")[0]?.condition?.values).toEqual({
      ":holder": "inv_2",
    });
  });
});

describe("an idempotency record", () => {
  const claim = { partnerId: ids.partner, route: "POST /v1/invitations", key: "secret key", bodyHash: "hash" };
  const write = idempotencyWrite(claim, { status: 201, aggregate: ids.invitation, sequence: 2 }, now);
  const item = write.kind === "put" ? write.item : {};

  test("keeps for a day what the answer is rebuilt from, and not the key", () => {
    expect(answerPlace(claim).parse(item)).toEqual({
      ...{ bodyHash: "hash", status: 201, aggregate: ids.invitation, sequence: 2, expiresAt: later({ days: 1 }) },
    });
    expect(answerPlace(claim).parse(null)).toBeNull();
    expect(JSON.stringify(item)).not.toContain("secret");
  });

  test("differs by partner, route and key", () => {
    const all = [claim, { ...claim, partnerId: "p" }, { ...claim, route: "r" }, { ...claim, key: "k" }];
    const places = all.map((other) => JSON.stringify(idempotencyKey(other)));
    expect(new Set(places).size).toBe(4);
  });
});
