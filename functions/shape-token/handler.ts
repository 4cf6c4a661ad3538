import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { claimNames, userAttributes } from "../../shared/names.ts";

/** Adds the user's partner, role and address from the user pool to the access token. */
export async function shapeToken(event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> {
  const attributes = event.request.userAttributes;
  const claims = {
    [claimNames.partner]: attributes[userAttributes.partner],
    [claimNames.role]: attributes[userAttributes.role],
    [claimNames.email]: attributes["email"],
  };
  const known = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined && value !== ""));
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { claimsToAddOrOverride: known as Record<string, string> },
    },
  };
  return event;
}
