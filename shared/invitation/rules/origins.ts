import type { TermsPolicy } from "../../terms/rules.ts";
import type { Invitation } from "../model.ts";

/** The rules for the terms of an invitation. An amendment need not repeat what the cloud requires. */
export const rulesFor = <Rules extends Pick<TermsPolicy, "requiredPermissions">>(
  { origin }: Pick<Invitation, "origin">,
  rules: Rules,
): Rules => (origin === "amendment" ? { ...rules, requiredPermissions: [] } : rules);
