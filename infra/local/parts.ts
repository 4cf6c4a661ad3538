import type { JWK } from "jose";
import { join } from "node:path";
import { Activity } from "./activity.ts";
import { readAssembly } from "./template/assembly.ts";
import { Alarms } from "./alarms/alarms.ts";
import type { AwsEndpoint } from "./aws-endpoint.ts";
import { Clock } from "./clock.ts";
import { answerCloudFormation } from "./template/cloudformation.ts";
import { openIssuer } from "./cognito/cognito.ts";
import { DynamoDb } from "./dynamodb/dynamodb.ts";
import { wireMappings } from "./lambda/event-source-mappings.ts";
import { EventBuses } from "./eventbridge/eventbridge.ts";
import { Faults } from "./faults/faults.ts";
import { functionNamesOf } from "./lambda/function-settings.ts";
import { Gateway } from "./gateway/gateway.ts";
import { needsOfLog } from "./iam/actions.ts";
import { Iam } from "./iam/iam.ts";
import { Holds } from "./faults/holds.ts";
import type { Place } from "./identities.ts";
import { makeFunctions } from "./lambda/lambda.ts";
import { wireSchedules } from "./eventbridge/scheduler.ts";
import { Secrets, type SecretVersions } from "./secrets-manager.ts";
import { assertServicesMayInvoke } from "./iam/service-permissions.ts";
import { Ses } from "./ses/ses.ts";
import { answerSqs } from "./sqs/calls.ts";
import { makeQueues } from "./sqs/sqs.ts";
import { passwordPolicy } from "./cognito/passwords.ts";
import { PoolMail } from "./cognito/pool-mail.ts";
import { PoolUsers } from "./cognito/pool-users.ts";
import { Template } from "./template/template.ts";
import { readUserPool } from "./cognito/user-pool.ts";

/** What the services stand on. */
export interface Composition {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** Receives the output of functions, in order. */
  readonly print?: ((functionName: string, text: string) => void) | undefined;
  readonly place: Place;
  readonly endpoint: AwsEndpoint;
  /** Resolves when nothing is runnable at the virtual now. */
  readonly settle: () => Promise<void>;
  /** What another run has left: secrets and the issuer's key stay what they were. */
  readonly kept?: { readonly secrets: SecretVersions; readonly issuerKey: JWK | undefined } | undefined;
  /** The moment at which time stands but for jumps; without it time passes by itself. */
  readonly standsAt?: number | undefined;
  /** The largest part of a limit, up to 1, that functions wait before they try again; 1 by default. */
  readonly pauses?: number;
}

/** The services of one raised stack. */
export type Parts = Awaited<ReturnType<typeof compose>>;

/** Environment that Lambda, not the template, gives to every function, and the way to the local services. */
const environmentOf = ({ awsUrl, region }: Place, assembly: string): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_SESSION_TOKEN: "local",
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  TZ: ":UTC",
  // A cold start takes a third less when it need not be compiled again; the cache goes where the bundles go.
  NODE_COMPILE_CACHE: join(assembly, "compiled"),
  ...Object.fromEntries(
    ["DYNAMODB", "SQS", "EVENTBRIDGE", "SES", "SESV2", "SECRETS_MANAGER", "COGNITO_IDENTITY_PROVIDER"].map((name) => [
      `AWS_ENDPOINT_URL_${name}`,
      awsUrl,
    ]),
  ),
});

/** Puts the services together as the template says; nothing runs yet. */
export const compose = async ({
  assembly: folder,
  print = () => undefined,
  place: here,
  endpoint,
  settle,
  kept,
  standsAt,
  pauses = 1,
}: Composition) => {
  const template = new Template(readAssembly(folder), here);
  const activity = new Activity((fault) => print("local-stack", `${String(fault)}\n`));
  const clock = new Clock(settle, standsAt);
  const faults = new Faults(functionNamesOf(template));
  const holds = new Holds();
  const iam = new Iam(template, here);
  const functions = makeFunctions(template, {
    activity,
    clock,
    faults,
    pauses,
    print: (name, text) => {
      alarms.hear(name, text);
      // Of values that functions measure every few minutes only the alarms make use; they would bury all other lines.
      const shown = text.split("\n").filter((line) => !line.startsWith('{"measure":'));
      if (shown.some(Boolean)) print(name, shown.join("\n"));
    },
    environment: environmentOf(here, folder),
    openLog: (name, logGroup) => iam.assertAllowed(name, needsOfLog(here, logGroup)),
  });
  const queues = makeQueues(template, clock);
  const alarms = new Alarms(template, functions, queues, clock);
  activity.onRest(() => alarms.sample());
  const dynamoDb = new DynamoDb(template, here.region);
  const report = (line: string): void => print("local-stack", `${line}\n`);
  const streams = wireMappings(template, { functions, queues, dynamoDb, activity, clock, iam, report });
  const buses = new EventBuses(template, { queues, clock, faults, iam }, here);
  const ses = new Ses(template, clock, buses, here);
  const pool = readUserPool(template, functions);
  const issuer = pool && (await openIssuer(pool, clock, kept?.issuerKey));
  const poolMail = new PoolMail(pool, ses, clock);
  const users = new PoolUsers({ mail: poolMail, clock, passwords: pool?.passwords ?? passwordPolicy.parse({}) });
  const secrets = new Secrets(template, kept?.secrets);
  const gateway = new Gateway(template, functions, issuer, clock, here, (logGroup, line) =>
    alarms.hearLog(logGroup, line),
  );
  wireSchedules(template, clock, functions, iam);
  assertServicesMayInvoke(template, iam, here);
  template.assertWired();
  endpoint.dateBy(() => clock.now());
  // First, as in AWS: a call that is not allowed reaches no service, and no fault either.
  endpoint.intercept(iam.intercept);
  endpoint.intercept(holds.intercept);
  endpoint.intercept(faults.intercept);
  endpoint.serve("dynamodb", dynamoDb.answer);
  endpoint.serve("sqs", answerSqs(queues));
  endpoint.serve("events", buses.answer);
  endpoint.serve("ses", ses.answer);
  endpoint.serve("cognito-idp", users.answer);
  endpoint.serve("cloudformation", answerCloudFormation(template));
  endpoint.serve("secretsmanager", secrets.answer);
  for (const { accessKey, shortName } of functions) endpoint.admit(accessKey, shortName);
  return {
    place: here,
    activity,
    alarms,
    clock,
    faults,
    /** Where calls wait in tests of races. */
    holds,
    iam,
    functions,
    queues,
    dynamoDb,
    streams,
    buses,
    ses,
    gateway,
    issuer,
    users,
    poolMail,
    secrets,
  };
};
