import type { Refusal } from "../kernel/refusal.ts";
import { refusalHeaders } from "./problems.ts";

/** What is left of a quota of a day, and in how many seconds it begins anew. */
interface Left {
  readonly quota: string;
  readonly limit: number;
  readonly left: number;
  readonly seconds: number;
}

const dayInSeconds = 86_400;

/**
 * Says it in the fields RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers). A policy has the name that
 * its quota has in problems.
 */
export const rateLimitHeaders = (quotas: readonly Left[]): Record<string, string> =>
  quotas.length === 0
    ? {}
    : {
        "ratelimit-policy": quotas.map(({ quota, limit }) => `"${quota}";q=${limit};w=${dayInSeconds}`).join(", "),
        ratelimit: quotas.map(({ quota, left, seconds }) => `"${quota}";r=${left};t=${seconds}`).join(", "),
      };

/** What a refusal says in headers, where it may be that a quota of a day is used up. */
export const quotaRefusalHeaders = (refusal: Refusal): Record<string, string> => ({
  ...refusalHeaders(refusal),
  ...rateLimitHeaders(usedUpIn(refusal)),
});

const usedUpIn = ({ kind, retryAfter, members: { quota, limit } }: Refusal): Left[] =>
  kind === "quota" && typeof quota === "string" && quota !== "open" && typeof limit === "number" && retryAfter !== null
    ? [{ quota, limit, left: 0, seconds: retryAfter }]
    : [];
