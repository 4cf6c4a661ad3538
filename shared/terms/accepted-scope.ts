import type { Accepted } from "../invitation/model.ts";

/** How much of a request was accepted: `withoutPermissions` is the relationship alone, where permissions were asked. */
export type AcceptedScope = "whole" | "part" | "withoutPermissions";

type Answered = Pick<Accepted, "decision" | "issue">;

/** The permissions that were asked and not granted. */
export const refusedOf = ({ decision, issue }: Answered): readonly string[] =>
  issue.offer.permissions.filter((id) => !decision.granted.includes(id));

/** How much an acceptance accepted. A shorter time matters only where something lasts for it. */
export function acceptedScopeOf(accepted: Answered): AcceptedScope {
  const { granted, partial } = accepted.decision;
  if (granted.length === 0) return refusedOf(accepted).length > 0 ? "withoutPermissions" : "whole";
  return partial ? "part" : "whole";
}
