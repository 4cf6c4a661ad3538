import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { createLocalJWKSet, compactVerify, type JSONWebKeySet } from "jose";
import { parseInvitation } from "../../../shared/invitation/items/item.ts";
import { erasedText } from "../../../shared/kernel/personal.ts";
import type { Issue } from "../../../shared/invitation/model.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { factsOf } from "./facts.ts";

const digestOf = (value: unknown): string =>
  `sha256:${createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex")}`;

/** What was sent. Of the offer the table has only what the terms do not state. */
function issueOf(item: RawItem): Issue {
  const { issue } = parseInvitation(item);
  if (issue === null) throw new Error(`${String(item["id"])} was not sent.`);
  return issue;
}

/** Offers whose digest is not that of what was frozen, in the state or in an event, and grants that were never offered. */
export function offerFaults(items: readonly RawItem[]): string[] {
  const { eventsOf } = factsOf(items);
  return items
    .filter(({ entity, issue }) => entity === "invitation" && issue != null)
    .flatMap((item) => {
      const id = String(item["id"]);
      const { offer, offerDigest } = issueOf(item);
      const { granted = [] } = (item["decision"] ?? {}) as { granted?: readonly string[] };
      const ends = eventsOf(id).filter(({ type }) => type === "InvitationAccepted");
      return [
        ...(offer.customer === erasedText || offerDigest === digestOf(offer)
          ? []
          : [`${id} has a digest of another offer`]),
        ...(granted.every((permission) => offer.permissions.includes(permission)) ? [] : [`${id} grants too much`]),
        ...ends
          .filter(({ data }) => (data["invitation"] as { offerDigest: string }).offerDigest !== offerDigest)
          .map(({ metadata }) => `${metadata.eventId} names another offer`),
      ];
    });
}

/** What is wrong with a consent receipt: its signature, its offer, its digest, or what it says was decided. */
export async function receiptFaults(item: RawItem, receipt: string, keys: JSONWebKeySet): Promise<string[]> {
  const id = String(item["id"]);
  const verified = await compactVerify(receipt, createLocalJWKSet(keys)).catch(() => null);
  if (verified === null) return [`The receipt of ${id} is not signed by this deployment`];
  const said = JSON.parse(new TextDecoder().decode(verified.payload)) as Record<string, unknown>;
  const { offer, offerDigest } = issueOf(item);
  const expected = {
    ...{ jti: id, sub: item["relationshipId"], offer, offerDigest },
    ...{ decision: item["decision"], decidedAt: item["decidedAt"] },
  };
  return [
    ...Object.entries(expected)
      .filter(([name, value]) => canonicalize(said[name]) !== canonicalize(value))
      .map(([name]) => `The receipt of ${id} has another ${name}`),
    ...(said["offerDigest"] === digestOf(said["offer"]) ? [] : [`The receipt of ${id} has a digest of another offer`]),
  ];
}
