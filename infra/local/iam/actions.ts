import * as z from "zod";
import { known, type Call } from "../aws-endpoint.ts";
import { arnOf, type Place } from "../identities.ts";

/** What a caller must be allowed for a call to go through. */
export interface Need {
  readonly action: string;
  readonly resource: string;
}

/** What turns the names in a call into the ARNs that policies speak of. */
export interface Directory {
  readonly place: Place;
  /** The SES identity that answers for a sender. */
  readonly identityOf: (sender: string) => string;
  /** The ARN of a secret, by its name or ARN. */
  readonly secretArn: (id: string) => string;
}

type Needs = (input: unknown, directory: Directory) => Need[];

/** One resource or several that a call names, by an action of the same service. */
const on =
  (action: string, resources: (input: unknown, directory: Directory) => readonly string[]): Needs =>
  (input, directory) =>
    [...new Set(resources(input, directory))].map((resource) => ({ action, resource }));

const orArn = (name: string, arn: (name: string) => string): string => (name.startsWith("arn:") ? name : arn(name));
const tableArn = (name: string, { place }: Directory): string =>
  orArn(name, () => arnOf(place, "dynamodb", `table/${name}`));

const oneTable = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const someTables = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const transaction = z.object({ TransactItems: z.array(z.record(z.string(), z.object({ TableName: z.string() }))) });

/** A query of an index needs the permission on the index, and none on its table. */
const onTable = (action: string): Needs =>
  on(`dynamodb:${action}`, (input, directory) => {
    const { TableName, IndexName } = oneTable.parse(input);
    const table = tableArn(TableName, directory);
    return [IndexName === undefined ? table : `${table}/index/${IndexName}`];
  });
const onTables = (action: string): Needs =>
  on(`dynamodb:${action}`, (input, directory) =>
    Object.keys(someTables.parse(input).RequestItems).map((name) => tableArn(name, directory)),
  );

const transactionActions: Readonly<Record<string, string>> = {
  ConditionCheck: "ConditionCheckItem",
  Delete: "DeleteItem",
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
};

/** A transaction has no permission of its own: it needs that of everything in it. */
const onEachItem: Needs = (input, directory) =>
  transaction.parse(input).TransactItems.flatMap((item) =>
    Object.entries(item).map(([kind, { TableName }]) => ({
      action: `dynamodb:${transactionActions[kind] ?? kind}`,
      resource: tableArn(TableName, directory),
    })),
  );

const toQueue = z.object({ QueueUrl: z.string() });
const onQueue = (action: string): Needs =>
  on(`sqs:${action}`, (input, { place }) => {
    const { QueueUrl } = toQueue.parse(input);
    return [arnOf(place, "sqs", QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1))];
  });

const events = z.object({ Entries: z.array(z.object({ EventBusName: z.string().default("default") })) });
const onBuses: Needs = on("events:PutEvents", (input, { place }) =>
  events
    .parse(input)
    .Entries.map(({ EventBusName }) => orArn(EventBusName, (name) => arnOf(place, "events", `event-bus/${name}`))),
);

/** Both are named by every call of the product; what a mail's header or an identity's default would say is not looked up. */
const rawMail = z.object({ Source: z.string(), ConfigurationSetName: z.string() });
const onSender: Needs = on("ses:SendRawEmail", (input, { place, identityOf }) => {
  const { Source, ConfigurationSetName } = rawMail.parse(input);
  const sender = (/<([^<>]+)>\s*$/.exec(Source)?.[1] ?? Source).trim();
  return [
    arnOf(place, "ses", `identity/${identityOf(sender)}`),
    arnOf(place, "ses", `configuration-set/${ConfigurationSetName}`),
  ];
});

/** None of these actions knows a resource. */
const onAccount = (action: string): Needs => on(`ses:${action}`, () => ["*"]);

const ofSecret = z.object({ SecretId: z.string() });
const onSecret = (action: string): Needs =>
  on(`secretsmanager:${action}`, (input, { secretArn }) => [secretArn(ofSecret.parse(input).SecretId)]);

const ofPool = z.object({ UserPoolId: z.string() });
const onPool = (action: string): Needs =>
  on(`cognito-idp:${action}`, (input, { place }) => [
    arnOf(place, "cognito-idp", `userpool/${ofPool.parse(input).UserPoolId}`),
  ]);

const each = (names: readonly string[], needsOfAction: (action: string) => Needs): Readonly<Record<string, Needs>> =>
  Object.fromEntries(names.map((name) => [name, needsOfAction(name)]));

const userActions = ["Create", "Delete", "Disable", "Enable", "Get"].map((verb) => `Admin${verb}User`);

/** What each operation needs; source: "Actions, resources, and condition keys" of the Service Authorization Reference. */
const needs: Readonly<Record<string, Readonly<Record<string, Needs>>>> = {
  "cognito-idp": each([...userActions, "AdminUpdateUserAttributes"], onPool),
  dynamodb: {
    ...each(["BatchGetItem", "BatchWriteItem"], onTables),
    ...each(["DeleteItem", "GetItem", "PutItem", "Query", "Scan"], onTable),
    ...each(["TransactGetItems", "TransactWriteItems"], () => onEachItem),
    ...each(["UpdateItem"], onTable),
  },
  events: { PutEvents: onBuses },
  secretsmanager: each(["GetSecretValue", "PutSecretValue"], onSecret),
  ses: {
    ...each(["DeleteSuppressedDestination", "GetSendQuota", "GetSuppressedDestination"], onAccount),
    SendRawEmail: onSender,
  },
  sqs: {
    ...each(["ChangeMessageVisibility", "DeleteMessage"], onQueue),
    DeleteMessageBatch: onQueue("DeleteMessage"),
    ...each(["GetQueueAttributes", "ReceiveMessage", "SendMessage"], onQueue),
    SendMessageBatch: onQueue("SendMessage"),
  },
};

/** What functions can ask of AWS: operations by the signing name of their service. */
export const knownOperations: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(needs).map(([service, operations]) => [service, Object.keys(operations)]),
);

/** What a call needs. Throws by name on an operation whose permissions are not listed here. */
export const needsOf = ({ service, operation, input }: Call, directory: Directory): Need[] =>
  known(`the permissions of ${service}`, needs[service] ?? {}, operation)(input, directory);

const actionsOn = (service: string, actions: readonly string[], resource: string): Need[] =>
  actions.map((action) => ({ action: `${service}:${action}`, resource }));

/** What Lambda needs of a function's role to feed it from a queue; source: "Using Lambda with Amazon SQS". */
export const needsOfQueueMapping = (queue: string): Need[] =>
  actionsOn("sqs", ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"], queue);

/** What Lambda needs of a function's role to feed it from a table's stream; source: "Using Lambda with DynamoDB Streams". */
export const needsOfStreamMapping = (stream: string, onFailure: string | undefined): Need[] => [
  ...actionsOn("dynamodb", ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"], stream),
  ...(onFailure === undefined ? [] : actionsOn("sqs", ["SendMessage"], onFailure)),
];

/** What Lambda needs of a function's role to write the function's log. */
export const needsOfLog = (place: Place, logGroup: string): Need[] =>
  actionsOn(
    "logs",
    ["CreateLogStream", "PutLogEvents"],
    arnOf(place, "logs", `log-group:${logGroup}:log-stream:local`),
  );
