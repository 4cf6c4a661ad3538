import { policyOf, type Policy } from "../../../shared/policy/policy.ts";
import { parsePolicySettings, type PolicySettings } from "../../../shared/policy/policy-settings.ts";

/** The rules of a deployment: as shipped, but for what is named. */
export const someRules = (named: Partial<PolicySettings> = {}): Policy =>
  policyOf(parsePolicySettings(JSON.stringify(named)));
