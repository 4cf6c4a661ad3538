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
 * Lets an operator in: `npm run operator -- --stage prod --email ada@operator.eu`, with `--resend` for another first
 * password; `--remove` ends the access. No route of the API does either, so it takes the right to write to the user pool.
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
  if (values.resend && values.remove) throw new CommandError("Say --resend or --remove, not both.");
  const email = values.email?.trim().toLowerCase() ?? "";
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CommandError("Say who: --email ada@your-domain.eu");
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
      throw new CommandError("Cognito has sent its fifty mails of today: try again tomorrow, or let SES send them.");
    if (name === "CodeDeliveryFailureException")
      throw new CommandError(
        `The user is there, but the mail was not taken: ${message} Mend that, then run this again with --resend.`,
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

/** Why somebody who is in the pool cannot be let in. */
async function whoIs(UserPoolId: string, email: string): Promise<string> {
  const { role, isEnabled } = await read(UserPoolId, email);
  if (role !== "operator") return `${email} is a partner's user already; an operator needs an address of their own.`;
  if (!isEnabled) return `${email} is disabled in the user pool; run this with --remove, then without it.`;
  return `${email} is an operator already; --resend mails another first password.`;
}

async function read(UserPoolId: string, email: string) {
  const client = new CognitoIdentityProviderClient({});
  const found = await inWords(client.send(new AdminGetUserCommand({ UserPoolId, Username: email })), "the user pool");
  const role = found.UserAttributes?.find(({ Name }) => Name === userAttributes.role)?.Value;
  return { role, isEnabled: found.Enabled !== false };
}

/** The API reads the pool at every request of an operator, so nothing else has to be told. */
async function remove(target: Target, email: string): Promise<void> {
  const UserPoolId = target.output("UserPoolId");
  const found = await read(UserPoolId, email).catch((error: unknown) => {
    if ((error as Error).name !== "UserNotFoundException") throw error;
    throw new CommandError(`There is no ${email} in the user pool; nothing was changed.`);
  });
  if (found.role !== "operator")
    throw new CommandError(`${email} is a partner's user; an admin of the partner removes them. Nothing was changed.`);
  const client = new CognitoIdentityProviderClient({});
  await inWords(client.send(new AdminDeleteUserCommand({ UserPoolId, Username: email })), "the user pool");
  console.log(`${email} is no longer an operator. Tokens that ${email} still has are refused from now on.`);
}

async function resend(target: Target, email: string): Promise<void> {
  try {
    await ask({ UserPoolId: target.output("UserPoolId"), Username: email, MessageAction: "RESEND" });
  } catch (error) {
    const { name } = error as Error;
    if (name === "UserNotFoundException")
      throw new CommandError(`There is no ${email} in the user pool; without --resend they are let in.`);
    if (name === "UnsupportedUserStateException")
      throw new CommandError(`${email} has a password of their own already; the sign-in page mails who forgot it.`);
    throw error;
  }
}

const whatNext = (target: Target, email: string, where: string): string =>
  [
    `A first password is on its way to ${email}. It is taken for three weeks.`,
    "Next:",
    `  1. Sign in at ${target.output("SignInUrl")}; choose a password and set up an authenticator app.`,
    `  2. eval "$(npm run --silent token --${where})" puts a token into TOKEN, for an hour.`,
    `  3. curl ${new URL("/v1/me", target.output("SignInUrl")).href} -H "authorization: Bearer $TOKEN" says who you are.`,
  ].join("\n");

await runCommand(main, "npm run operator -- --stage prod --email ada@your-domain.eu [--resend | --remove]");
