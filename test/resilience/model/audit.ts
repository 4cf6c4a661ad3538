import { expect } from "vitest";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { parseInvitation } from "../../../shared/store/invitation-items.ts";
import { keys } from "../../../shared/store/keys.ts";
import { eventsIn } from "../../support/audit/table.ts";
import { mailsTo } from "../../support/mailed.ts";
import { assertBalance, type Stack } from "../../support/stack.ts";
import { linkOf } from "./play.ts";
import { partners, type World } from "./world.ts";

/** Holds everything that can be seen outside against the model: states, events, locks, mails, lists. */
export async function audit(stack: Stack, world: World): Promise<void> {
  await stack.local.idle();
  const items = await assertBalance(stack);
  const idOf = new Map(await Promise.all(partners.map(async (name) => [name, await partnerId(stack, name)] as const)));

  const states = new Map(
    items.filter(({ entity }) => entity === "invitation").map((item) => [String(item["id"]), parseInvitation(item)]),
  );
  const events = Map.groupBy(eventsIn(items), ({ metadata }) => metadata.aggregate);
  for (const one of world.invitations) {
    const state = states.get(one.id);
    const types = (events.get(one.id) ?? []).toSorted((a, b) => a.metadata.sequence - b.metadata.sequence);
    expect({
      status: state?.status,
      email: state?.terms.customer.email,
      linkVersion: state?.issue?.linkVersion ?? 0,
      isRestoration: one.status === "accepted" ? one.isRestoration : state?.relationshipId !== null,
      types: types.map(({ type }) => type),
    }).toEqual({
      status: one.status,
      email: one.email,
      linkVersion: one.linkVersion,
      isRestoration: one.isRestoration,
      types: one.types,
    });
    for (const { email, linkVersion } of one.mailedTo) {
      const link = stack.local.url + linkOf(stack, one, linkVersion);
      const mails = mailsTo(stack, email).filter(({ links }) => links.includes(link));
      expect(mails.length, `mails to ${email} with version ${linkVersion} of ${one.id}`).toBeGreaterThanOrEqual(1);
    }
  }
  expect(states.size).toBe(world.invitations.length);

  const locks = items
    .filter(({ entity }) => entity === "open-invitation")
    .map((item) => `${String(item["PK"])} ${String(item["SK"])}`);
  const open = world.invitations
    .filter(({ status }) => status === "pending")
    .map(({ partner, email }) => {
      const address = addressPseudonym(email, stack.masterKey);
      const { PK, SK } = keys.openInvitation(idOf.get(partner) ?? "", "reseller", address);
      return `${PK} ${SK}`;
    });
  expect(locks.toSorted()).toEqual(open.toSorted());
  expect(items.filter(({ entity }) => entity === "relationship")).toHaveLength(world.relationships.size);
}

/** Holds the lists against the model: newest first, by status and all. */
export async function auditLists(stack: Stack, world: World): Promise<void> {
  for (const partner of partners) {
    const own = world.invitations.filter((one) => one.partner === partner).toReversed();
    const list = async (query: string) => {
      const { json } = await stack.ask({ partner, role: "auditor" }, "GET", `/v1/invitations?limit=100${query}`);
      return (json["items"] as readonly { readonly id: string }[]).map(({ id }) => id);
    };
    expect(await list("")).toEqual(own.map(({ id }) => id));
    for (const status of ["draft", "pending", "accepted", "declined", "cancelled", "expired"]) {
      const ids = own.filter((one) => one.status === status).map(({ id }) => id);
      expect(await list(`&status=${status}`)).toEqual(ids);
    }
  }
}

async function partnerId(stack: Stack, partner: string): Promise<string> {
  const { local } = stack;
  const token = await local.token({ partner, role: "admin" });
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { partner_id: string };
  return claims.partner_id;
}
