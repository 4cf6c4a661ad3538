import { describe, expect, it } from "vitest";
import { editProfile } from "../../../shared/partner/commands/edit-profile.ts";
import {
  registerPartner,
  editOperatorFields,
  readPartner,
  refuseName,
} from "../../../shared/partner/commands/supervise-partner.ts";
import type { Cause } from "../../../shared/events/envelope.ts";
import { alarmLines } from "../../../shared/names.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { publishHistory } from "../../support/table/publish-history.ts";
import type { Partner } from "../../actors/partner.ts";
import { now } from "../../support/builders/fixed-clock.ts";
import { listenToEachLog } from "../../support/stack/log-lines.ts";
import { openProduct, refused } from "../../actors/product.ts";

const product = openProduct();
const log = listenToEachLog();

const operator: Cause = {
  ...{ partnerId: "", actor: { kind: "operator", id: "operator-1" }, now },
  ...{ correlationId: "c-2", causationId: null },
};
const rename = async (partner: Partner, displayName: string, more: object = {}) =>
  (await editProfile(product(), { displayName, ...more }, "any", await partner.adminCause())).partner;
const approve = (partner: Partner, displayName: string) =>
  editOperatorFields(product(), partner.partnerId, { displayName }, "any", operator);
const two = async () => [await product().partner(), await product().partner()] as const;
/** Of the partner itself, without its users. */
const typesOf = async ({ partnerId }: Partner) =>
  (await readHistory(product().table, partnerId)).flatMap(({ type, metadata }) =>
    metadata.aggregate === partnerId ? [type] : [],
  );

describe("a partner's new name", () => {
  it("that looks like another partner's waits for the operator, and the rest of the request takes effect", async () => {
    const [first, second] = await two();
    await rename(first, "Alpine Cloud");
    const before = (await readPartner(product(), second.partnerId)).displayName;
    expect(await rename(second, "ALPINE-Cl0ud", { locale: "it" })).toMatchObject({
      ...{ displayName: before, pendingName: "ALPINE-Cl0ud", locale: "it" },
    });
    expect(await typesOf(second)).toEqual(["PartnerRegistered", "PartnerChanged", "PartnerNamePending"]);
    await publishHistory(product().table, second.partnerId);
    expect(log.lines.filter(({ message }) => message === alarmLines.namePending)).toMatchObject([
      { partnerId: second.partnerId },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain("ALPINE");
  });

  it("is available again once its partner has another name", async () => {
    const [first, second] = await two();
    await rename(first, "Baltic Cloud");
    await rename(first, "Baltic Services");
    expect(await rename(second, "Baltic Cloud")).toMatchObject({ displayName: "Baltic Cloud", pendingName: null });
  });

  it("may differ from its old name only in case", async () => {
    const [partner] = await two();
    await rename(partner, "Coral Cloud");
    expect(await rename(partner, "CORAL CLOUD")).toMatchObject({ displayName: "CORAL CLOUD", pendingName: null });
    expect(await rename(partner, "Coral Cloud")).toMatchObject({ displayName: "Coral Cloud" });
  });

  it("goes to one of two partners that request it at the same moment", async () => {
    const [first, second] = await two();
    product().store.before("TransactWriteItems", () => rename(second, "Dune Cloud"));
    const loser = await rename(first, "Dune C1oud");
    expect(loser.pendingName).toBe("Dune C1oud");
    expect(await readPartner(product(), second.partnerId)).toMatchObject({ displayName: "Dune Cloud" });
  });

  it("that is pending is withdrawn by choosing another or keeping the old one", async () => {
    const [partner] = await two();
    await rename(partner, "Official Fjord");
    expect(await rename(partner, "Fjord Cloud")).toMatchObject({ displayName: "Fjord Cloud", pendingName: null });
    await rename(partner, "Official Fjord");
    expect(await rename(partner, "Fjord Cloud")).toMatchObject({ displayName: "Fjord Cloud", pendingName: null });
  });
});

describe("the operator", () => {
  it("approves a pending name by setting it, and can refuse it", async () => {
    const [first, second] = await two();
    await rename(first, "Official Grove");
    expect((await approve(first, "Official Grove")).partner).toMatchObject({
      ...{ displayName: "Official Grove", pendingName: null },
    });
    await rename(second, "Verified Grove");
    const { partner } = await refuseName(product(), second.partnerId, operator, null);
    expect(partner.pendingName).toBeNull();
    expect((await refuseName(product(), second.partnerId, operator, null)).partner.version).toBe(partner.version);
  });

  it("cannot set a name that looks like another partner's, by change or registration, even at the same moment", async () => {
    const [first, second] = await two();
    await rename(first, "Harbour Cloud");
    const taken = { kind: "validation", faults: [{ pointer: "/displayName" }] };
    expect(await refused(approve(second, "Harbour C1oud"))).toMatchObject(taken);
    const register = (displayName: string) =>
      registerPartner(
        product(),
        {
          ...{ displayName, kind: "direct-reseller", cloud: "public", locale: "en", replyTo: null },
          ...{ notifications: [], verified: null },
        },
        operator,
        null,
      );
    expect(await refused(register("harbour cloud"))).toMatchObject(taken);
    product().store.before("TransactWriteItems", () => rename(first, "Island Cloud"));
    expect(await refused(register("Is1and Cloud"))).toMatchObject(taken);
    expect((await register("Harbour Cloud")).partner.displayName).toBe("Harbour Cloud");
  });
});
