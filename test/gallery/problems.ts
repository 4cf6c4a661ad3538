import type { Problem } from "../../shared/http/problems.ts";

/** A problem of a kind, with what some name beside it. */
export const aProblem = (kind: string): Problem => ({
  ...{
    type: `/problems/${kind}`,
    title: kind,
    status: 409,
    detail: kind,
    instance: "urn:rapport:request:01JD00000000",
  },
  ...{ until: "2027-05-08T14:03:00.000Z", limit: 10 },
});
