import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CommandError, run } from "./run.ts";

/** Which deployment a command works on. */
export interface Target {
  readonly stage: string;
  /** The outputs of its stacks; asking for one that there is not throws. */
  readonly output: (name: string) => string;
}

/** The options by which every command is told its stage. */
export const targetOptions = {
  stage: { type: "string" },
  local: { type: "boolean", default: false },
  url: { type: "string", default: "http://localhost:3000" },
} as const;

/** What the options of a command say of its stage. */
interface Asked {
  readonly stage?: string | undefined;
  readonly local: boolean;
  readonly url: string;
}

/** The name of the stage; the SDK then reaches it, be it the local stack. Throws a CommandError where none is named. */
export async function chooseStage(asked: Asked): Promise<string> {
  // No deployment can have this name, and pages of the local stack say --stage local.
  const isLocal = asked.local || asked.stage === "local";
  const stage = isLocal ? "local" : asked.stage;
  if (stage === undefined) throw new CommandError("Say which stage: --stage prod, or --local for the local stack.");
  if (isLocal) await pointToLocalStack(asked.url);
  return stage;
}

/** Finds the stage by its name, or the local stack. Throws a CommandError that says what is missing. */
export async function findTarget(asked: Asked): Promise<Target> {
  const stage = await chooseStage(asked);
  const names = [`rapport-${stage}`, `rapport-${stage}-data`];
  const outputs = Object.assign({}, ...(await Promise.all(names.map(outputsOf)))) as Record<string, string>;
  return {
    stage,
    output: (name) => {
      const value = outputs[name];
      if (value === undefined)
        throw new CommandError(
          `Stage ${stage} has no output ${name}; deploy this version: npx cdk deploy --all -c stage=${stage}`,
        );
      return value;
    },
  };
}

/** The SDK's own variables are all that tells a laptop from AWS. */
async function pointToLocalStack(url: string): Promise<void> {
  const { aws } = await fetch(`${url}/_local/status`)
    .then(async (response) => (await response.json()) as { aws?: Record<"url" | "region" | "accessKeyId", string> })
    .catch(() => ({ aws: undefined }));
  if (aws === undefined)
    throw new CommandError(
      `No local stack is ready at ${url}; start it with npm start, or say where it is with --url.`,
    );
  delete process.env["AWS_PROFILE"];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: aws.region,
    AWS_ACCESS_KEY_ID: aws.accessKeyId,
    AWS_SECRET_ACCESS_KEY: "local",
  });
}

async function outputsOf(StackName: string): Promise<Record<string, string>> {
  const client = new CloudFormationClient({});
  const { Stacks } = await inWords(client.send(new DescribeStacksCommand({ StackName })), `the stack ${StackName}`);
  const outputs = Stacks?.[0]?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
}

const expired =
  /^(?:ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|RequestExpired)$/;

/** What an SDK's call answers. Throws a CommandError for what the user of the command can mend. */
export async function inWords<Answer>(call: Promise<Answer>, what: string): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    const { name, message } = error as Error;
    if (message === "Region is missing") throw new CommandError("AWS needs a region: export AWS_REGION=eu-west-1");
    if (name === "CredentialsProviderError")
      throw new CommandError(
        "There are no credentials for AWS: export AWS_PROFILE=… and sign in, or set AWS_ACCESS_KEY_ID.",
      );
    if (expired.test(name)) throw new CommandError("AWS does not take these credentials (any more): sign in again.");
    if (/^AccessDenied/.test(name)) throw new CommandError(`These credentials may not use ${what}: ${message}`);
    const isMissing = name === "ValidationError" && message.includes("does not exist");
    if (isMissing || /^(?:QueueDoesNotExist|ResourceNotFoundException)$/.test(name))
      throw new CommandError(
        `AWS has not got ${what} in this account and region; look at AWS_PROFILE and AWS_REGION, or deploy it first.`,
      );
    if (/^(?:ENOTFOUND|ECONNREFUSED|EAI_AGAIN)$/.test((error as NodeJS.ErrnoException).code ?? ""))
      throw new CommandError(`AWS cannot be reached: ${message}`);
    throw error;
  }
}

/** Runs a command that works on a stage. */
export const runCommand = (work: () => Promise<void>, usage: string): Promise<void> =>
  run(work, `${usage}\n--local takes the local stack, --url says where it is.`);
