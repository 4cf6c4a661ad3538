import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  changeProfile,
  changeOperatorFields,
  confirmNotifications,
  freezePartner,
  registerPartner,
  releasePartner,
  revokeLinks,
  type PartnerInput,
} from "../../../shared/partner/rules/changes.ts";
import { shippedDefaults } from "../../../shared/partner/rules/defaults.ts";
import type { Partner, PartnerChange } from "../../../shared/partner/model.ts";
import { aPartner, aPolicy, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { refusalOf } from "../../support/refusals.ts";

const words = { subject: "Hello", text: "Please: {{link}}" };

describe("registering a partner", () => {
  const input: PartnerInput = {
    ...{ displayName: "Contoso Partner", kind: "direct-reseller", cloud: "public", locale: "en" },
    ...{ replyTo: null, notifications: [], verified: { how: "company register" } },
  };

  test("creates an active partner with link epoch 1 and the time of its verification", () => {
    const { before, after, events } = registerPartner(ids.partner, input, now);
    expect(before).toBeNull();
    expect(after).toEqual({
      ...{
        ...input,
        pendingName: null,
        notificationsWaiting: [],
        id: ids.partner,
        version: 1,
        linkEpoch: 1,
        frozen: false,
        sandbox: false,
        registeredAt: now,
      },
      ...{ verified: { at: now, how: "company register" }, supportContact: null, defaults: shippedDefaults },
    });
    expect(events).toEqual([
      { type: "PartnerRegistered", aggregate: ids.partner, sequence: 1, sandbox: false, data: { partner: after } },
    ]);
  });

  test("leaves an unchecked partner unverified", () => {
    expect(registerPartner(ids.partner, { ...input, verified: null }, now).after.verified).toBeNull();
  });
});

describe("a partner that changes its profile", () => {
  const before = aPartner({ version: 3 });

  test("keeps members it does not name, and its event has their previous values", () => {
    const input = { locale: "it", notifications: ["a@b.example"] };
    const { after, events } = changeProfile(before, input, aPolicy(), ["a@b.example"]);
    expect(after).toEqual({ ...before, version: 4, locale: "it", notifications: ["a@b.example"] });
    expect(events).toEqual([
      {
        ...{ type: "PartnerChanged", aggregate: ids.partner, sequence: 4, sandbox: false },
        data: { partner: after, previous: { locale: "en", notifications: [] } },
      },
    ]);
  });

  test("sends notices at once only to its users and to confirmed addresses; any other address waits", () => {
    const [user, confirmed, stranger] = ["user@b.example", "team@c.example", "stranger@d.example"] as const;
    const known = aPartner({ notifications: [confirmed] });
    const named = changeProfile(known, { notifications: [stranger, confirmed, user] }, aPolicy(), [user]).after;
    expect(named).toMatchObject({ notifications: [confirmed, user], notificationsWaiting: [stranger] });
    expect(confirmNotifications(named, stranger).after).toMatchObject({
      ...{ notifications: [confirmed, user, stranger], notificationsWaiting: [] },
    });
    for (const other of ["nobody@d.example", confirmed])
      expect(confirmNotifications(named, other)).toEqual({ before: named, after: named, events: [] });
  });

  test("that removes an address takes its confirmation away: added again, it waits again", () => {
    const known = aPartner({ notifications: ["team@c.example"] });
    const without = changeProfile(known, { notifications: [] }, aPolicy()).after;
    expect(without).toMatchObject({ notifications: [], notificationsWaiting: [] });
    const again = changeProfile(without, { notifications: ["team@c.example"] }, aPolicy()).after;
    expect(again).toMatchObject({ notifications: [], notificationsWaiting: ["team@c.example"] });
  });

  test("is unverified under a new name, by the same event, and stays verified under the same", () => {
    const renamed = changeProfile(before, { displayName: "Contoso & Sons" }, aPolicy());
    expect(renamed.after).toMatchObject({ displayName: "Contoso & Sons", verified: null, version: 4 });
    expect(renamed.events).toHaveLength(1);
    expect(renamed.events[0]?.data["previous"]).toEqual({
      displayName: before.displayName,
      verified: before.verified,
    });
    expect(changeProfile(before, { displayName: before.displayName }, aPolicy()).after).toBe(before);
  });

  test("to the same values has no new version and no event", () => {
    for (const input of [{}, { locale: "en" }, { defaults: {} }, { replyTo: before.replyTo }, { locale: undefined }])
      expect(changeProfile(before, input as object, aPolicy())).toEqual({ before, after: before, events: [] });
  });

  test("changes its defaults member by member, and null removes one", () => {
    const set = changeProfile(
      before,
      { defaults: { expiresIn: "P10D", permissions: ["users.admin"], messages: { it: words, de: words } } },
      aPolicy(),
    ).after;
    expect(set.defaults).toEqual({
      ...{ expiresIn: "P10D", reminders: null, permissions: ["users.admin"], messages: { it: words, de: words } },
    });
    const { after } = changeProfile(set, { defaults: { expiresIn: null, messages: { de: null } } }, aPolicy());
    expect(after.defaults).toEqual({ ...set.defaults, expiresIn: null, messages: { it: words } });
  });

  test("is refused with every default that no invitation could have", () => {
    const change = (input: Parameters<typeof changeProfile>[1]) => () =>
      changeProfile(before, input, aPolicy({ requiredPermissions: ["directory.admin"] }));
    const both = refusalOf(
      change({ defaults: { permissions: ["nothing"], messages: { fr: { subject: "Salut", text: "Sans lien" } } } }),
    );
    expect(both.faults.map(({ pointer }) => pointer)).toEqual([
      ...["/defaults/permissions/0", "/defaults/permissions", "/defaults/messages/fr/text"],
    ]);
    expect(refusalOf(change({ defaults: { permissions: [] } }))).toMatchObject({
      ...{ kind: "permissions-required", members: { required: ["directory.admin"] } },
    });
  });
});

describe("the operator", () => {
  const before = aPartner({ version: 3, verified: null });

  test("changes a partner's kind without a new verification", () => {
    const verified = aPartner();
    const { after, events } = changeOperatorFields(verified, { kind: "indirect-provider", displayName: "New" }, now);
    expect(after).toMatchObject({ kind: "indirect-provider", displayName: "New", verified: verified.verified });
    expect(events.map(({ type }) => type)).toEqual(["PartnerChanged"]);
  });

  test("verifies by an event of its own, one version later than what changed with it", () => {
    const at = later({ days: 1 });
    const { after, events } = changeOperatorFields(before, { cloud: "germany", verified: { how: "phone" } }, at);
    expect(after).toMatchObject({ version: 5, cloud: "germany", verified: { at, how: "phone" } });
    expect(events.map(({ type, sequence }) => [type, sequence])).toEqual([
      ["PartnerChanged", 4],
      ["PartnerVerified", 5],
    ]);
    expect(changeOperatorFields(before, { verified: { how: "phone" } }, at).after.version).toBe(4);
  });

  test("takes a verification back", () => {
    const { after, events } = changeOperatorFields(aPartner(), { verified: null }, now);
    expect(after.verified).toBeNull();
    expect(events.map(({ type }) => type)).toEqual(["PartnerChanged"]);
  });

  test("freezes with a reason and releases, each once", () => {
    const frozen = freezePartner(before, "reports", "Customers complain");
    expect(frozen.after).toEqual({ ...before, version: 4, frozen: true });
    expect(frozen.events).toMatchObject([
      { type: "PartnerFrozen", sequence: 4, data: { cause: "reports", reason: "Customers complain" } },
    ]);
    expect(freezePartner(frozen.after, "operator", "Again").events).toEqual([]);

    const released = releasePartner(frozen.after);
    expect(released.after).toEqual({ ...before, version: 5 });
    expect(released.events).toMatchObject([{ type: "PartnerReleased", sequence: 5 }]);
    expect(releasePartner(released.after).events).toEqual([]);
  });
});

test("taking links back raises the epoch that stands in all of them", () => {
  const { after, events } = revokeLinks(aPartner({ linkEpoch: 4 }));
  expect(after).toMatchObject({ linkEpoch: 5, version: 2 });
  expect(events).toMatchObject([{ type: "PartnerChanged", data: { previous: { linkEpoch: 4 } } }]);
});

test("after any actions on a partner, every version has one event, and the newest has the stored state", () => {
  const acts: readonly ((partner: Partner) => PartnerChange)[] = [
    (partner) => changeProfile(partner, { displayName: `${partner.displayName}.` }, aPolicy()),
    (partner) => changeProfile(partner, { locale: "it", defaults: { expiresIn: "P9D" } }, aPolicy()),
    (partner) => changeOperatorFields(partner, { kind: "indirect-provider", verified: { how: "phone" } }, now),
    (partner) => changeOperatorFields(partner, { verified: null }, now),
    revokeLinks,
    (partner) => freezePartner(partner, "operator", null),
    releasePartner,
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...acts)), (sequence) => {
      let state = aPartner();
      const events = sequence.flatMap((act) => {
        const change = act(state);
        state = change.after;
        return change.events;
      });
      expect(events.map((event) => event.sequence)).toEqual(events.map((_, at) => at + 2));
      expect(state.version).toBe(events.length + 1);
      expect(events.at(-1)?.data["partner"] ?? state).toEqual(state);
    }),
  );
});
