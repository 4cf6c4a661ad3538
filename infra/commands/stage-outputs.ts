import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CommandError, run } from "./run.ts";

/** The deployment that a command works on. */
export interface Target {
  readonly stage: string;
  /** Returns an output of the stage's stacks. Throws if it does not exist. */
  readonly output: (name: string) => string;
}

/** The options of every command for its stage. */
export const targetOptions = {
  stage: { type: "string" },
  local: { type: "boolean", default: false },
  url: { type: "string", default: "http://localhost:3000" },
} as const;

/** The stage options of a command line. */
interface Asked {
  readonly stage?: string | undefined;
  readonly local: boolean;
  readonly url: string;
}

/** Returns the stage's name and configures the SDK for the local stack. Throws a CommandError if no stage is named. */
export async function chooseStage(asked: Asked): Promise<string> {
  // No deployment can have this name, and pages of the local stack say --stage local.
  const isLocal = asked.local || asked.stage === "local";
  const stage = isLocal ? "local" : asked.stage;
  if (stage === undefined) throw new CommandError("Name the stage: --stage prod, or --local for the local stack.");
  if (isLocal) await pointToLocalStack(asked.url);
  return stage;
}

/** Finds a stage by its name. Throws a CommandError that names what is missing. */
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
          `Stage ${stage} has no output ${name}. Deploy this version first: npx cdk deploy --all -c stage=${stage}`,
        );
      return value;
    },
  };
}

/** Sets the SDK's variables for the local stack. */
async function pointToLocalStack(url: string): Promise<void> {
  const { aws } = await fetch(`${url}/_local/status`)
    .then(async (response) => (await response.json()) as { aws?: Record<"url" | "region" | "accessKeyId", string> })
    .catch(() => ({ aws: undefined }));
  if (aws === undefined)
    throw new CommandError(
      `No local stack is running at ${url}. Start it with npm start, or set its address with --url.`,
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

/** Returns the result of an SDK call. Throws a CommandError for errors that the user can fix. */
export async function inWords<Answer>(call: Promise<Answer>, what: string): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    const { name, message } = error as Error;
    if (message === "Region is missing") throw new CommandError("No AWS region is set: export AWS_REGION=eu-west-1");
    if (name === "CredentialsProviderError")
      throw new CommandError(
        "No AWS credentials were found: export AWS_PROFILE=… and sign in, or set AWS_ACCESS_KEY_ID.",
      );
    if (expired.test(name)) throw new CommandError("The AWS credentials are invalid or have expired. Sign in again.");
    if (/^AccessDenied/.test(name)) throw new CommandError(`The AWS credentials have no access to ${what}: ${message}`);
    const isMissing = name === "ValidationError" && message.includes("does not exist");
    if (isMissing || /^(?:QueueDoesNotExist|ResourceNotFoundException)$/.test(name))
      throw new CommandError(
        `This AWS account and region do not have ${what}. Check AWS_PROFILE and AWS_REGION, or deploy it first.`,
      );
    if (/^(?:ENOTFOUND|ECONNREFUSED|EAI_AGAIN)$/.test((error as NodeJS.ErrnoException).code ?? ""))
      throw new CommandError(`Cannot reach AWS: ${message}`);
    throw error;
  }
}

/** Runs a command for a stage. */
export const runCommand = (work: () => Promise<void>, usage: string): Promise<void> =>
  run(work, `${usage}\n--local uses the local stack, --url sets its address.`);
