import { describe, expect, it } from "vitest";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { readRelationship } from "../../../shared/relationship/rules/reading.ts";
import type { Administrator } from "../../actors/administrator.ts";
import type { Customer } from "../../actors/customer.ts";
import type { Partner } from "../../actors/partner.ts";
import { openProduct } from "../../actors/product.ts";
import { later } from "../../support/builders/fixed-clock.ts";
import { raceOf } from "../../support/table/race.ts";

const product = openProduct();
/** When colleagues may answer, and the first permissions are about to end. */
const at = later({ days: 50 });

interface Setting {
  readonly relationshipId: string;
  readonly partner: Partner;
  readonly administrator: Administrator;
  readonly colleague: Administrator;
  readonly amendment: string;
  readonly customer: Customer;
  readonly code: string;
}

/** What the partner, the customer and the operator do with one relationship. */
const acts = {
  amend: ({ partner, relationshipId, colleague }: Setting) =>
    partner.amend(relationshipId, { email: colleague.email, permissions: ["helpdesk"], duration: "P60D" }, { at }),
  "accept the amendment": ({ customer }: Setting) => customer.accept({}, at),
  "hand the amendment over": ({ customer, colleague, code }: Setting) => customer.handOver(colleague.email, code, at),
  "give back": ({ partner, relationshipId }: Setting) => partner.giveBack(relationshipId, "users.admin", { at }),
  "end by the partner": ({ partner, relationshipId }: Setting) => partner.terminate(relationshipId, { at }),
  "end by the customer": ({ administrator, relationshipId }: Setting) =>
    administrator.at(at).endRelationship(relationshipId),
  suspend: ({ relationshipId }: Setting) => product().operator.suspend(relationshipId, { at }),
  resume: ({ relationshipId }: Setting) => product().operator.resume(relationshipId, { at }),
  pause: ({ administrator, relationshipId }: Setting) => administrator.at(at).pause(relationshipId),
  "end the pause": ({ administrator, relationshipId }: Setting) => administrator.at(at).resume(relationshipId),
  "pause a permission": ({ administrator, relationshipId }: Setting) =>
    administrator.at(at).pause(relationshipId, "users.admin"),
  renew: ({ administrator, relationshipId }: Setting) => administrator.at(at).renewPermissions(relationshipId),
} as const;
type Act = keyof typeof acts;

let settings = 0;

/** A relationship with two administrators of the customer and an open amendment. */
async function aSetting(): Promise<Setting> {
  const partner = await product().partner();
  const domain = `sides-${++settings}.example`;
  const granted = { permissions: ["users.admin", "licenses.admin"], duration: "P60D", autoExtend: false } as const;
  const { relationshipId, administrator } = await partner.connect({ email: `it@${domain}`, ...granted });
  const asked = { permissions: ["users.admin", "helpdesk"], duration: "P90D", expiresIn: "P90D" } as const;
  const { id: amendment } = await partner.amend(relationshipId, asked);
  const customer = await product().customer(amendment);
  const colleague = await administrator.addColleague(`b@${domain}`);
  await customer.requestCode(at);
  return { relationshipId, partner, administrator, colleague, amendment, customer, code: await customer.code() };
}

/** The same while the operator and the customer have suspended it. */
async function aSuspended(): Promise<Setting> {
  const setting = await aSetting();
  await product().operator.suspend(setting.relationshipId, { at });
  await setting.administrator.at(at).pause(setting.relationshipId);
  return setting;
}

/** What became of a setting, without what is only this setting's. */
async function stateOf({ relationshipId, amendment, partner }: Setting) {
  const relationship = await product().storedRelationship(relationshipId);
  const events = await readHistory(product().table, relationshipId);
  expect(events.map(({ metadata }) => metadata.sequence)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)?.data["relationship"]).toEqual(readRelationship(relationship, at));
  const asked = (await partner.list({}, at)).items.map(({ invitation }) => [
    ...[invitation.terms.customer.email, invitation.status],
  ]);
  const { status, terms } = await product().storedInvitation(amendment);
  return {
    amendment: [status, terms.customer.email],
    asked: asked.toSorted(),
    suspensions: relationship.suspensions,
    grants: relationship.grants.map(({ permission, ...grant }) => [
      permission,
      grant.status,
      grant.endsAt,
      grant.pausedAt,
    ]),
    termination: relationship.termination,
    types: events.map(({ type }) => type),
  };
}

const bothWays = (...pairs: readonly (readonly [Act, Act])[]): (readonly [Act, Act])[] =>
  pairs.flatMap(
    ([one, other]) =>
      (one === other
        ? [[one, other]]
        : [
            [one, other],
            [other, one],
          ]) as [Act, Act][],
  );

const ends = ["end by the partner", "end by the customer"] as const;

describe("concurrent actions of partner, customer and operator", () => {
  const { inTurn, atWrite, atReads } = raceOf({ acts, aSetting, stateOf, product });
  const pairs = bothWays(
    ...ends.map((end) => [end, "amend"] as const),
    ["end by the partner", "end by the customer"],
    ["end by the partner", "end by the partner"],
    ["end by the partner", "hand the amendment over"],
    ["give back", "accept the amendment"],
    ["hand the amendment over", "accept the amendment"],
    ["suspend", "accept the amendment"],
    ["suspend", "amend"],
    ["pause", "renew"],
    ["pause a permission", "renew"],
    ["pause a permission", "accept the amendment"],
  );
  it.each(pairs)("give the same result as in sequence when to %s is interrupted by: %s", async (slower, faster) => {
    const expected = await inTurn(slower, faster);
    expect(await atWrite(slower, faster)).toEqual(expected);
    for await (const outcome of atReads(slower, faster)) expect(outcome).toEqual(expected);
  });
});

describe("concurrent actions on a suspended relationship", () => {
  const { inTurn, atWrite, atReads } = raceOf({ acts, aSetting: aSuspended, stateOf, product });
  const pairs = bothWays(
    ["suspend", "resume"],
    ["resume", "end the pause"],
    ["end the pause", "renew"],
    ["end by the partner", "resume"],
  );
  it.each(pairs)("give the same result as in sequence when to %s is interrupted by: %s", async (slower, faster) => {
    const expected = await inTurn(slower, faster);
    // What is suspended already is not suspended again or renewed, so nothing is written.
    if (slower !== "suspend" && slower !== "renew") expect(await atWrite(slower, faster)).toEqual(expected);
    for await (const outcome of atReads(slower, faster)) expect(outcome).toEqual(expected);
  });
});
