import {
  CodeDeliveryFailureException,
  LimitExceededException,
  UnsupportedUserStateException,
  UsernameExistsException,
  UserNotFoundException,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "vitest";
import { openUserPool } from "../../../shared/runtime/user-pool.ts";

type Send = CognitoIdentityProviderClient["send"];

/** A pool whose client answers this, or fails with it; and what it was asked. */
function aPool(answer: unknown) {
  const asked: unknown[] = [];
  const send = async (command: { readonly constructor: { readonly name: string }; readonly input: unknown }) => {
    asked.push([command.constructor.name.replace("Command", ""), command.input]);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { pool: openUserPool("pool-1", { send: send as unknown as Send }), asked };
}

const attributes = [
  { Name: "sub", Value: "user-1" },
  { Name: "custom:partner_id", Value: "ptn_1" },
  { Name: "custom:role", Value: "sales" },
];
const said = { message: "", $metadata: {} };
const ada = { email: "ada@partner.example", role: "sales" } as const;

describe("the user pool", () => {
  test("makes a user of a partner in a role, and mails the first password", async () => {
    const { pool, asked } = aPool({ User: { Username: "user-1", Attributes: attributes } });
    expect(await pool.create("ptn_1", ada)).toBe("user-1");
    expect(asked).toEqual([
      [
        "AdminCreateUser",
        {
          ...{ UserPoolId: "pool-1", Username: ada.email, DesiredDeliveryMediums: ["EMAIL"] },
          UserAttributes: [
            { Name: "email", Value: ada.email },
            { Name: "email_verified", Value: "true" },
            { Name: "custom:partner_id", Value: "ptn_1" },
            { Name: "custom:role", Value: "sales" },
          ],
        },
      ],
    ]);
  });

  test("returns null when the address is taken, and throws any other error", async () => {
    expect(await aPool(new UsernameExistsException(said)).pool.create("ptn_1", ada)).toBeNull();
    await expect(aPool(new Error("down")).pool.create("ptn_1", ada)).rejects.toThrow("down");
  });

  test("finds a user by address", async () => {
    const { pool } = aPool({ Username: "user-1", UserAttributes: attributes });
    expect(await pool.find(ada.email)).toEqual({ id: "user-1", partnerId: "ptn_1", role: "sales" });
    expect(await aPool(new UserNotFoundException(said)).pool.find(ada.email)).toBeNull();
    await expect(aPool(new Error("down")).pool.find(ada.email)).rejects.toThrow("down");
  });

  test("changes nothing of a user but the role", async () => {
    const { pool, asked } = aPool({});
    await pool.setRole("user-1", "auditor");
    const role = [{ Name: "custom:role", Value: "auditor" }];
    expect(asked).toEqual([
      ["AdminUpdateUserAttributes", { UserPoolId: "pool-1", Username: "user-1", UserAttributes: role }],
    ]);
    expect(await pool.setRole("user-1", "auditor")).toBe(true);
    expect(await aPool(new UserNotFoundException(said)).pool.setRole("user-1", "auditor")).toBe(false);
    await expect(aPool(new Error("down")).pool.setRole("user-1", "auditor")).rejects.toThrow("down");
  });

  test("mails a new first password, and reports a user who is gone", async () => {
    const { pool, asked } = aPool({ User: { Username: "user-1", Attributes: attributes } });
    expect(await pool.resend(ada.email)).toBe("sent");
    const call = { UserPoolId: "pool-1", Username: ada.email, DesiredDeliveryMediums: ["EMAIL"] };
    expect(asked).toEqual([["AdminCreateUser", { ...call, MessageAction: "RESEND" }]]);
    expect(await aPool(new UnsupportedUserStateException(said)).pool.resend(ada.email)).toBe("signed-in");
    expect(await aPool(new UserNotFoundException(said)).pool.resend(ada.email)).toBe("gone");
    await expect(aPool(new Error("down")).pool.resend(ada.email)).rejects.toThrow("down");
  });

  test.each([
    [new LimitExceededException(said), 3_600, "daily limit of mails"],
    [new CodeDeliveryFailureException(said), 300, "could not be sent"],
  ])("is unavailable when a mail cannot be sent, with the reason: %s", async (error, retryAfter, words) => {
    for (const act of [() => aPool(error).pool.create("ptn_1", ada), () => aPool(error).pool.resend(ada.email)]) {
      const refusal: unknown = await act().catch((thrown: unknown) => thrown);
      expect(refusal).toMatchObject({ kind: "unavailable", retryAfter });
      expect((refusal as Error).message).toContain(words);
    }
  });

  test.each<[string, unknown, boolean]>([
    ["one with the role", { Enabled: true, UserAttributes: [{ Name: "custom:role", Value: "operator" }] }, true],
    ["one who is disabled", { Enabled: false, UserAttributes: [{ Name: "custom:role", Value: "operator" }] }, false],
    ["a partner's user", { Enabled: true, UserAttributes: attributes }, false],
    ["one who was removed", new UserNotFoundException(said), false],
  ])("knows whether a user is an operator now: %s", async (_, answer, expected) => {
    const { pool, asked } = aPool(answer);
    expect(await pool.isOperator("user-1")).toBe(expected);
    expect(asked).toEqual([["AdminGetUser", { UserPoolId: "pool-1", Username: "user-1" }]]);
  });

  test("removes a user, and does not fail for a user who is gone", async () => {
    const { pool, asked } = aPool({});
    await pool.remove("user-1");
    expect(asked).toEqual([["AdminDeleteUser", { UserPoolId: "pool-1", Username: "user-1" }]]);
    await expect(aPool(new UserNotFoundException(said)).pool.remove("user-1")).resolves.toBeUndefined();
    await expect(aPool(new Error("down")).pool.remove("user-1")).rejects.toThrow("down");
  });
});
