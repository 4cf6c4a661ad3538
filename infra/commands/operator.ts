import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  type AdminCreateUserCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { parseArgs } from "node:util";
import { userAttributes } from "../../shared/names.ts";
import { CommandError } from "./run.ts";
import { findTarget, inWords, runCommand, targetOptions, type Target } from "./stage-outputs.ts";

/**
 * Adds an operator: `npm run operator -- --stage prod --email ada@operator.eu`. `--resend` mails another first password, and
 * `--remove` ends the access. The API has no such routes, so the caller needs write access to the user pool.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...targetOptions,
      email: { type: "string" },
      resend: { type: "boolean", default: false },
      remove: { type: "boolean", default: false },
    },
  });
  if (values.resend && values.remove) throw new CommandError("Use either --resend or --remove.");
  const email = values.email?.trim().toLowerCase() ?? "";
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CommandError("Name the operator: --email ada@your-domain.eu");
  const target = await findTarget(values);
  if (values.remove) return remove(target, email);
  await (values.resend ? resend(target, email) : create(target, email));
  console.log(whatNext(target, email, values.local ? ` --local --url ${values.url}` : ` --stage ${target.stage}`));
}

const ask = (input: Omit<AdminCreateUserCommandInput, "DesiredDeliveryMediums">) =>
  inWords(
    new CognitoIdentityProviderClient({}).send(
      new AdminCreateUserCommand({ ...input, DesiredDeliveryMediums: ["EMAIL"] }),
    ),
    "the user pool",
  ).catch((error: unknown) => {
    const { name, message } = error as Error;
    if (name === "LimitExceededException")
      throw new CommandError(
        "Cognito has reached its limit of 50 mails a day. Try again tomorrow, or set signIn.mails to ses.",
      );
    if (name === "CodeDeliveryFailureException")
      throw new CommandError(
        `The user was created, but the mail was refused: ${message} Fix the cause, then run this again with --resend.`,
      );
    throw error;
  });

async function create(target: Target, email: string): Promise<void> {
  const UserPoolId = target.output("UserPoolId");
  const UserAttributes = [
    { Name: "email", Value: email },
    { Name: "email_verified", Value: "true" },
    { Name: userAttributes.role, Value: "operator" },
  ];
  try {
    await ask({ UserPoolId, Username: email, UserAttributes });
  } catch (error) {
    if ((error as Error).name !== "UsernameExistsException") throw error;
    throw new CommandError(await whoIs(UserPoolId, email));
  }
}

/** Why an existing user cannot be added. */
async function whoIs(UserPoolId: string, email: string): Promise<string> {
  const { role, isEnabled } = await read(UserPoolId, email);
  if (role !== "operator") return `${email} is already a partner's user. Use another address for the operator.`;
  if (!isEnabled) return `${email} is disabled in the user pool. Run this with --remove, then again without it.`;
  return `${email} is already an operator. Use --resend to mail another first password.`;
}

async function read(UserPoolId: string, email: string) {
  const client = new CognitoIdentityProviderClient({});
  const found = await inWords(client.send(new AdminGetUserCommand({ UserPoolId, Username: email })), "the user pool");
  const role = found.UserAttributes?.find(({ Name }) => Name === userAttributes.role)?.Value;
  return { role, isEnabled: found.Enabled !== false };
}

/** Removes an operator. The API reads the user pool at every request of an operator, so the access ends at once. */
async function remove(target: Target, email: string): Promise<void> {
  const UserPoolId = target.output("UserPoolId");
  const found = await read(UserPoolId, email).catch((error: unknown) => {
    if ((error as Error).name !== "UserNotFoundException") throw error;
    throw new CommandError(`The user pool has no user ${email}. Nothing was changed.`);
  });
  if (found.role !== "operator")
    throw new CommandError(
      `${email} is a partner's user, whom an admin of the partner can remove. Nothing was changed.`,
    );
  const client = new CognitoIdentityProviderClient({});
  await inWords(client.send(new AdminDeleteUserCommand({ UserPoolId, Username: email })), "the user pool");
  console.log(`${email} is no longer an operator. Existing tokens are refused.`);
}

async function resend(target: Target, email: string): Promise<void> {
  try {
    await ask({ UserPoolId: target.output("UserPoolId"), Username: email, MessageAction: "RESEND" });
  } catch (error) {
    const { name } = error as Error;
    if (name === "UserNotFoundException")
      throw new CommandError(`The user pool has no user ${email}. Run this without --resend to add the operator.`);
    if (name === "UnsupportedUserStateException")
      throw new CommandError(`${email} has already set a password. Use "Forgot password" on the sign-in page.`);
    throw error;
  }
}

const whatNext = (target: Target, email: string, where: string): string =>
  [
    `A first password was mailed to ${email}. It is valid for 21 days.`,
    "Next:",
    `  1. Sign in at ${target.output("SignInUrl")}; choose a password and set up an authenticator app.`,
    `  2. eval "$(npm run --silent token --${where})" puts a token into TOKEN, for an hour.`,
    `  3. curl ${new URL("/v1/me", target.output("SignInUrl")).href} -H "authorization: Bearer $TOKEN" shows your user.`,
  ].join("\n");

await runCommand(main, "npm run operator -- --stage prod --email ada@your-domain.eu [--resend | --remove]");
