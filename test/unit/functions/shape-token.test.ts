import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { shapeToken } from "../../../functions/shape-token/handler.ts";
import { authorise } from "../../../shared/http/caller.ts";
import { ids } from "../../support/builders/builders.ts";
import { roleOfToken } from "../../support/stack/http-event.ts";

const shaped = async (userAttributes: Record<string, string>) => {
  const event = { request: { userAttributes }, response: {} } as PreTokenGenerationV2TriggerEvent;
  const { response } = await shapeToken(event);
  return response.claimsAndScopeOverrideDetails;
};

describe("an access token", () => {
  const attributes = {
    ...{
      sub: "user-1",
      email: "ada@contoso-partner.example",
      "custom:partner_id": ids.partner,
      "custom:role": "sales",
    },
  };

  test("is given its user's partner, role and address, and nothing else", async () => {
    expect(await shaped({ ...attributes, "custom:other": "x" })).toEqual({
      accessTokenGeneration: {
        claimsToAddOrOverride: { partner_id: ids.partner, role: "sales", email: "ada@contoso-partner.example" },
      },
    });
  });

  test("is given no claim for an attribute that the user does not have", async () => {
    const details = await shaped({ email: "ada@contoso-partner.example", "custom:role": "", role: "admin" });
    expect(details?.accessTokenGeneration?.claimsToAddOrOverride).toEqual({ email: "ada@contoso-partner.example" });
  });

  test("has the claims that the HTTP boundary reads", async () => {
    const details = await shaped(attributes);
    const claims = { sub: "user-1", token_use: "access", ...details?.accessTokenGeneration?.claimsToAddOrOverride };
    expect(await authorise({ roles: ["sales"] }, claims, { readRole: roleOfToken })).toEqual({
      ...{ id: "user-1", email: "ada@contoso-partner.example", role: "sales", partnerId: ids.partner },
    });
  });
});
