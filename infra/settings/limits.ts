import * as z from "zod";

/** Requests a second of each route of a group, and how many may come at once. */
const throttle = (rate: number, burst: number, covers: string) => {
  const count = z.number().int().min(1).max(10_000);
  return z
    .strictObject({
      rate: count.default(rate).describe("Requests a second."),
      burst: count.default(burst).describe("Requests at once."),
    })
    .refine((limit) => limit.burst >= limit.rate, "must have a burst that is not below its rate")
    .prefault({})
    .describe(`Limit of each route of ${covers}.`);
};

/** The limit of each route, by its group; an account has 10,000 requests a second for all its APIs. */
export const limitSettings = z
  .strictObject({
    signIn: throttle(20, 100, "the form that asks for a sign-in link"),
    links: throttle(50, 100, "links that unsubscribe, confirm, stop or renew"),
    pages: throttle(100, 200, "customers' pages and the portal"),
    callbacks: throttle(100, 200, "callbacks of acceptance portals"),
    assets: throttle(200, 400, "stylesheets and scripts"),
    api: throttle(200, 400, "what is called with a token"),
    others: throttle(20, 50, "documents and everything unknown"),
  })
  .prefault({})
  .describe(
    "What each route takes before it answers 429, by the group that it belongs to. An account has 10,000 requests a second for all its APIs.",
  );
