import { isObject } from "./json.ts";

/** Where the stack stands: what pseudo parameters, ARNs and URLs are made of. */
export interface Place {
  readonly region: string;
  readonly account: string;
  /** Base URL of the HTTP API, the issuer and the control calls. */
  readonly apiUrl: string;
  /** Base URL of the endpoint that answers SDK calls. */
  readonly awsUrl: string;
}

/** What `Ref` and `Fn::GetAtt` answer for one resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Where `stages/local.json` says that the stage is reached; no resolver need know it. */
const localOrigin = "https://rapport.localhost";
const signInDomain = /https:\/\/[a-z0-9-]+\.auth\.[a-z0-9-]+\.amazoncognito\.com/g;

/** What DNS does in AWS: the addresses that a template gives its pages lead to where the stack listens. */
export const atHome = (value: unknown, place: Place): unknown => {
  if (typeof value === "string")
    return value.replaceAll(localOrigin, place.apiUrl).replaceAll(signInDomain, `${place.apiUrl}/_local/issuer`);
  if (Array.isArray(value)) return value.map((entry) => atHome(entry, place));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, atHome(entry, place)]));
};

interface Kind {
  /** Property that holds the physical name, `Name` when absent; without a value CloudFormation makes one up. */
  readonly nameProperty?: string;
  readonly identify: (name: string, place: Place, property: ReadProperty) => Identity;
}

/** The text that a property of the resource holds, resolved; `undefined` without one. */
type ReadProperty = (property: string) => string | undefined;

/** An ARN in this place; `resource` is everything after the account. */
export const arnOf = ({ region, account }: Place, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** Name, ARN and other attributes of a resource that is known by its name and has one ARN. */
const named =
  (service: string, prefix: string, more: (name: string, place: Place) => Record<string, string> = () => ({})) =>
  (name: string, place: Place): Identity => ({
    ref: name,
    attributes: { Arn: arnOf(place, service, `${prefix}${name}`), ...more(name, place) },
  });

const queueUrl = (name: string, { awsUrl, account }: Place): string => `${awsUrl}/${account}/${name}`;
/** A letter case and alphabet that pool, client, and API ids of AWS have too. */
const idOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

const kinds: Readonly<Record<string, Kind>> = {
  "AWS::DynamoDB::Table": {
    nameProperty: "TableName",
    identify: named("dynamodb", "table/", (name, place) => ({
      StreamArn: arnOf(place, "dynamodb", `table/${name}/stream/local`),
    })),
  },
  "AWS::Lambda::Function": { nameProperty: "FunctionName", identify: named("lambda", "function:") },
  "AWS::SQS::Queue": {
    nameProperty: "QueueName",
    identify: (name, place) => ({
      ref: queueUrl(name, place),
      attributes: { Arn: arnOf(place, "sqs", name), QueueName: name, QueueUrl: queueUrl(name, place) },
    }),
  },
  "AWS::Events::EventBus": {
    identify: named("events", "event-bus/", (name) => ({ Name: name })),
  },
  "AWS::Events::Rule": {
    identify: (name, place, property) => {
      // A rule of the default bus does not name it; source: "Resource types" of EventBridge, Service Authorization Reference.
      const bus = property("EventBusName")?.replace(/^.*:event-bus\//, "") ?? "default";
      return {
        ref: name,
        attributes: { Arn: arnOf(place, "events", `rule/${bus === "default" ? "" : `${bus}/`}${name}`) },
      };
    },
  },
  "AWS::Events::Archive": { nameProperty: "ArchiveName", identify: named("events", "archive/") },
  "AWS::Scheduler::Schedule": { identify: named("scheduler", "schedule/default/") },
  "AWS::IAM::Role": {
    nameProperty: "RoleName",
    identify: (name, { account }) => ({ ref: name, attributes: { Arn: `arn:aws:iam::${account}:role/${name}` } }),
  },
  "AWS::Logs::LogGroup": {
    nameProperty: "LogGroupName",
    identify: (name, place) => ({ ref: name, attributes: { Arn: arnOf(place, "logs", `log-group:${name}:*`) } }),
  },
  "AWS::CloudWatch::Alarm": { nameProperty: "AlarmName", identify: named("cloudwatch", "alarm:") },
  "AWS::SNS::Topic": {
    nameProperty: "TopicName",
    identify: (name, place) => ({
      ref: arnOf(place, "sns", name),
      attributes: { TopicArn: arnOf(place, "sns", name), TopicName: name },
    }),
  },
  "AWS::SecretsManager::Secret": {
    identify: (name, place) => {
      const arn = arnOf(place, "secretsmanager", `secret:${name}-Local1`);
      return { ref: arn, attributes: { Id: arn } };
    },
  },
  "AWS::SES::ConfigurationSet": { identify: named("ses", "configuration-set/") },
  "AWS::SES::EmailIdentity": {
    nameProperty: "EmailIdentity",
    identify: named("ses", "identity/", (name) =>
      Object.fromEntries(
        [1, 2, 3].flatMap((at) => [
          [`DkimDNSTokenName${at}`, `token${at}._domainkey.${name}`],
          [`DkimDNSTokenValue${at}`, `token${at}.dkim.amazonses.com`],
        ]),
      ),
    ),
  },
  "AWS::Cognito::UserPool": {
    identify: (name, place) => {
      const id = `${place.region}_${idOf(name)}`;
      return {
        ref: id,
        attributes: {
          Arn: arnOf(place, "cognito-idp", `userpool/${id}`),
          UserPoolId: id,
          ProviderURL: `${place.apiUrl}/_local/issuer`,
          ProviderName: `${place.apiUrl.replace(/^https?:\/\//, "")}/_local/issuer`,
        },
      };
    },
  },
  "AWS::Cognito::UserPoolClient": {
    identify: (name) => ({ ref: idOf(name), attributes: { ClientId: idOf(name) } }),
  },
  "AWS::ApiGatewayV2::DomainName": {
    nameProperty: "DomainName",
    identify: (name, place) => ({
      ref: name,
      attributes: { RegionalDomainName: new URL(place.apiUrl).hostname, RegionalHostedZoneId: "ZLOCAL" },
    }),
  },
  "AWS::ApiGatewayV2::Api": {
    identify: (name, place) => ({ ref: idOf(name), attributes: { ApiId: idOf(name), ApiEndpoint: place.apiUrl } }),
  },
};

/** What `Ref` and `Fn::GetAtt` answer for a resource. */
export const identify = (
  type: string,
  logicalId: string,
  { stackName, ...place }: Place & { readonly stackName: string },
  property: ReadProperty,
): Identity & { readonly name: string } => {
  const kind = kinds[type];
  const name = (kind && property(kind.nameProperty ?? "Name")) ?? `${stackName}-${logicalId}`;
  return { name, ...(kind?.identify(name, place, property) ?? { ref: logicalId, attributes: {} }) };
};
