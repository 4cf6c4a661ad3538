import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  type AdminCreateUserCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { parseArgs } from "node:util";
import { userAttributes } from "../shared/names.ts";
import { CommandError, findTarget, inWords, runCommand, targetOptions, type Target } from "./commands/stage-outputs.ts";

/**
 * Lets an operator in: `npm run operator -- --stage prod --email ada@operator.eu`, and `--resend` for another first
 * password. No route of the API makes an operator, so it takes the right to write to the user pool.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { ...targetOptions, email: { type: "string" }, resend: { type: "boolean", default: false } },
  });
  const email = values.email?.trim().toLowerCase() ?? "";
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CommandError("Say whom to let in: --email ada@your-domain.eu");
  const target = await findTarget(values);
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
  const client = new CognitoIdentityProviderClient({});
  const found = await inWords(client.send(new AdminGetUserCommand({ UserPoolId, Username: email })), "the user pool");
  const role = found.UserAttributes?.find(({ Name }) => Name === userAttributes.role)?.Value;
  if (role !== "operator") return `${email} is a partner's user already; an operator needs an address of their own.`;
  return `${email} is an operator already; --resend mails another first password.`;
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

await runCommand(main, "npm run operator -- --stage prod --email ada@your-domain.eu [--resend]");
