import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
  UserNotFoundException,
  type AttributeType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { UserInput, UserRole } from "../domain/partner-user.ts";
import { userAttributes } from "../names.ts";

/** A user as the pool knows it. */
export interface PoolUser {
  readonly id: string;
  readonly partnerId: string;
  readonly role: string;
}

/** Who may sign in, as far as the product changes it. */
export type UserPool = ReturnType<typeof openUserPool>;

/** Opens the user pool of this deployment. */
export function openUserPool(
  UserPoolId: string,
  client: Pick<CognitoIdentityProviderClient, "send"> = new CognitoIdentityProviderClient({}),
) {
  const roleAttribute = (role: string) => ({ Name: userAttributes.role, Value: role });

  return {
    /** Makes a user, to whom the pool mails a first password. Answers the id; null where the address is taken. */
    async create(partnerId: string, { email, role }: UserInput): Promise<string | null> {
      const attributes = [
        { Name: "email", Value: email },
        // The first password goes to that address, so whoever signs in with it has it.
        { Name: "email_verified", Value: "true" },
        { Name: userAttributes.partner, Value: partnerId },
        roleAttribute(role),
      ];
      const create = new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        UserAttributes: attributes,
        DesiredDeliveryMediums: ["EMAIL"],
      });
      const made = await unless(UsernameExistsException, client.send(create));
      return made && attributeOf(made.User?.Attributes, "sub");
    },

    /** The user of an address; null where there is none. */
    async find(email: string): Promise<PoolUser | null> {
      const found = await unless(
        UserNotFoundException,
        client.send(new AdminGetUserCommand({ UserPoolId, Username: email })),
      );
      const attribute = (name: string): string => attributeOf(found?.UserAttributes, name);
      return (
        found && {
          id: attribute("sub"),
          partnerId: attribute(userAttributes.partner),
          role: attribute(userAttributes.role),
        }
      );
    },

    /** Gives a user another role, which tokens have from their next renewal on. */
    async setRole(id: string, role: UserRole): Promise<void> {
      const UserAttributes = [roleAttribute(role)];
      await client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: id, UserAttributes }));
    },

    /** Ends a user's access: no new token from now on, and the last one within the hour. One that is gone stays gone. */
    async remove(id: string): Promise<void> {
      await unless(UserNotFoundException, client.send(new AdminDeleteUserCommand({ UserPoolId, Username: id })));
    },
  };
}

const attributeOf = (attributes: readonly AttributeType[] | undefined, name: string): string =>
  attributes?.find(({ Name }) => Name === name)?.Value ?? "";

/** What was answered; null where it was this error. */
async function unless<Answer>(
  expected: abstract new (...parts: never[]) => Error,
  answer: Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof expected) return null;
    throw error;
  }
}
