import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Offer, OfferDigest } from "../terms/model.ts";

/** SHA-256 over RFC 8785 canonical JSON, in hex: the same for equal values, independent of the order of their members. */
export const digestOf = (value: unknown): string =>
  createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex");

/** The name of an offer in every decision about it. */
export const offerDigest = (offer: Offer): OfferDigest => `sha256:${digestOf(offer)}`;
