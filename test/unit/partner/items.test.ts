import { partnerKeys } from "../../../shared/partner/items/keys.ts";
import { parseEvents } from "../../../shared/events/stored-events.ts";
import { describe, expect, test } from "vitest";
import { changeProfile, registerPartner } from "../../../shared/partner/rules/changes.ts";
import { noReports } from "../../../shared/partner/rules/abuse.ts";
import { reportsPlace, reportWrites } from "../../../shared/partner/items/abuse.ts";
import { parsePartner, partnerItem, partnerWrites } from "../../../shared/partner/items/partners.ts";
import {
  templateIndexPlace,
  templateIndexWrite,
  templatePlace,
  templateRemoval,
  templateWrite,
} from "../../../shared/templates/item.ts";
import type { Write } from "../../../shared/table/writes.ts";
import { aPartner, aPolicy, aTemplate, ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { aCause } from "../../support/builders/some-events.ts";

const itemOf = (write: Write | undefined) => (write?.kind === "put" ? write.item : {});
const words = { subject: "Hello", text: "{{link}}" };

describe("what is stored", () => {
  test("of a partner, its templates and its reports reads back as it was", () => {
    const partner = aPartner({
      supportContact: { name: "Desk", email: "desk@contoso.example", phone: "1" },
      defaults: { expiresIn: "P10D", reminders: ["P3D", "-P1D"], permissions: [], messages: { it: words } },
    });
    expect(parsePartner(partnerItem(partner))).toEqual(partner);
    const template = aTemplate({ relationship: "advisor", permissions: [], message: words, messages: { de: words } });
    expect(templatePlace(ids.partner, ids.template).parse(itemOf(templateWrite(template)))).toEqual(template);
    const index = { partnerId: ids.partner, version: 2, ids: [ids.template] };
    expect(templateIndexPlace(ids.partner).parse(itemOf(templateIndexWrite(index)))).toEqual(index);
    const before = noReports(ids.partner);
    const after = { partnerId: ids.partner, version: 1, reports: [{ mailbox: "0A", domain: "0B", at: now }] };
    expect(reportsPlace(ids.partner).parse(itemOf(reportWrites(before, after)[0]))).toEqual(after);
  });

  test("that was never stored reads as null", () => {
    expect(reportsPlace(ids.partner).parse(null)).toEqual({ partnerId: ids.partner, version: 0, reports: [] });
    expect(templateIndexPlace(ids.partner).parse(null)).toEqual({ partnerId: ids.partner, version: 0, ids: [] });
  });
});

describe("what is written", () => {
  const conditionOf = (write: Write | undefined) => write?.condition?.values?.[":version"];

  test("is conditional on the previous version, or on its absence", () => {
    const isNew = { expression: "attribute_not_exists(PK)" };
    expect(templateWrite(aTemplate())).toMatchObject({ condition: isNew });
    expect(conditionOf(templateWrite(aTemplate({ version: 4 })))).toBe(3);
    expect(conditionOf(templateRemoval(aTemplate({ version: 4 })))).toBe(4);
    expect(conditionOf(templateIndexWrite({ partnerId: ids.partner, version: 4, ids: [] }))).toBe(3);
    const reports = { partnerId: ids.partner, version: 3, reports: [] };
    expect(conditionOf(reportWrites(reports, { ...reports, version: 4 })[0])).toBe(3);
  });

  test("of a partner is its state, one event for each version and its new standing, and nothing where nothing changed", () => {
    const input = { displayName: "A", kind: "direct-reseller", cloud: "public", locale: "en", replyTo: null } as const;
    const registered = registerPartner(ids.partner, { ...input, notifications: [], verified: null }, now);
    const [state, event, standing, ...others] = partnerWrites(registered, { ...aCause(), causationId: null }, null);
    expect(others).toEqual([]);
    expect(itemOf(state)).toMatchObject({ entity: "partner", GSI1PK: "PARTNERS", GSI1SK: ids.partner });
    expect(parseEvents(itemOf(event))).toMatchObject([{ metadata: { partnerId: ids.partner, sequence: 1 } }]);
    expect(itemOf(standing)).toMatchObject({ ...partnerKeys.standing(ids.partner), linkEpoch: 1, frozen: false });
    expect(partnerWrites(changeProfile(aPartner(), {}, aPolicy()), aCause(), null)).toEqual([]);
  });

  test("of reports that did not change is nothing", () => {
    const reports = noReports(ids.partner);
    expect(reportWrites(reports, reports)).toEqual([]);
  });
});
