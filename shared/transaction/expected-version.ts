import { Refusal } from "../kernel/refusal.ts";

/** The versions of a resource that a caller's change was made for. */
export type ExpectedVersions = readonly number[] | "any";

/** Refuses a change to a resource that is no longer what the caller saw. */
export function assertAtVersion({ version }: { readonly version: number }, expected: ExpectedVersions): void {
  if (expected !== "any" && !expected.includes(version)) {
    throw new Refusal(
      "stale",
      "The resource has changed since you read it. Nothing was changed. Read it again and repeat your change.",
    );
  }
}
