import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  UnsupportedUserStateException,
  UsernameExistsException,
  UserNotFoundException,
  type AttributeType,
} from "@aws-sdk/client-cognito-identity-provider";
import { Refusal } from "../kernel/refusal.ts";
import type { UserInput, UserRole } from "../users/model.ts";
import { userAttributes } from "../names.ts";
import { answerWithin } from "./answer-within.ts";
import { hasOperatorRole } from "./operator-role.ts";

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
  client: Pick<CognitoIdentityProviderClient, "send"> = new CognitoIdentityProviderClient({
    requestHandler: answerWithin(),
  }),
) {
  const roleAttribute = (role: string) => ({ Name: userAttributes.role, Value: role });

  return {
    /** Makes a user, to whom the pool mails a first password. Answers the id; null where the address is taken. */
    async create(partnerId: string, { email, role }: UserInput): Promise<string | null> {
      const attributes = [
        { Name: "email", Value: email },
        // The first password is mailed to that address, so signing in with it verifies the address.
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
      const made = await unless(UsernameExistsException, mailing(client.send(create)));
      return made && attributeOf(made.User?.Attributes, "sub");
    },

    /** Mails another first password to a user who has not signed in yet, and reports an unknown user. */
    async resend(email: string): Promise<"sent" | "signed-in" | "gone"> {
      const again = new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        MessageAction: "RESEND",
        DesiredDeliveryMediums: ["EMAIL"],
      });
      try {
        await mailing(client.send(again));
        return "sent";
      } catch (error) {
        if (error instanceof UnsupportedUserStateException) return "signed-in";
        if (error instanceof UserNotFoundException) return "gone";
        throw error;
      }
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

    /** Whether a user is currently an operator, independent of its token. */
    async isOperator(id: string): Promise<boolean> {
      const get = client.send(new AdminGetUserCommand({ UserPoolId, Username: id }));
      const found = await unless(UserNotFoundException, get);
      return found !== null && hasOperatorRole(found);
    },

    /** Gives a user another role, which tokens have from their next renewal on; false where there is no such user. */
    async setRole(id: string, role: UserRole): Promise<boolean> {
      const UserAttributes = [roleAttribute(role)];
      const set = new AdminUpdateUserAttributesCommand({ UserPoolId, Username: id, UserAttributes });
      return (await unless(UserNotFoundException, client.send(set))) !== null;
    },

    /** Ends a user's access: no new token from now on, and the last one within the hour. One that is gone stays gone. */
    async remove(id: string): Promise<void> {
      await unless(UserNotFoundException, client.send(new AdminDeleteUserCommand({ UserPoolId, Username: id })));
    },
  };
}

const attributeOf = (attributes: readonly AttributeType[] | undefined, name: string): string =>
  attributes?.find(({ Name }) => Name === name)?.Value ?? "";

/**
 * Classifies errors of the pool about mails: a daily limit needs waiting, and a mail that was not sent needs a repeated
 * request, which finds the user that was already created. Other errors are for the operator.
 */
async function mailing<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Error) || !Object.hasOwn(undelivered, error.name)) throw error;
    const [message, retryAfter] = undelivered[error.name as keyof typeof undelivered];
    throw new Refusal("unavailable", message, { retryAfter });
  }
}

const undelivered = {
  LimitExceededException: [
    "The user pool has reached its daily limit of mails. Try again later, or ask the operator to raise the limit.",
    3_600,
  ],
  CodeDeliveryFailureException: [
    "The mail with the first password could not be sent. Check the address, and repeat the request in a few minutes.",
    300,
  ],
} as const;

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
