import * as z from "zod";
import { jsonReply, type Reply, type CallHandler } from "./aws-endpoint.ts";
import { inert, type Template } from "./template.ts";

const tableSchema = z.strictObject({
  AttributeDefinitions: z.array(z.unknown()),
  BillingMode: z.literal("PAY_PER_REQUEST"),
  ContributorInsightsSpecification: inert,
  DeletionProtectionEnabled: inert,
  GlobalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).optional(),
  KeySchema: z.array(z.unknown()),
  PointInTimeRecoverySpecification: inert,
  SSESpecification: inert,
  StreamSpecification: z.strictObject({ StreamViewType: z.string() }).optional(),
  TableName: inert,
  Tags: inert,
  /** DynamoDB may take days to delete what has expired, so nothing may depend on it; locally nothing is deleted. */
  TimeToLiveSpecification: inert,
});

const writes = new Set([
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
  "ExecuteStatement",
  "BatchExecuteStatement",
  "ExecuteTransaction",
]);

/** Any well-formed signature: DynamoDB Local reads the access key and checks nothing. */
const authorization =
  "AWS4-HMAC-SHA256 Credential=local/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

/** Name and stream of one table of the template. */
export interface Table {
  readonly name: string;
  readonly streamArn: string | undefined;
}

/** The tables of the template on a DynamoDB endpoint, and the way there for SDK calls. */
export class DynamoDb {
  readonly tables: readonly Table[];
  readonly #definitions: readonly { readonly name: string; readonly request: object }[];
  #url = "";
  readonly #onWrite: (() => void)[] = [];

  constructor(template: Template) {
    const resources = template.all("AWS::DynamoDB::Table", tableSchema);
    this.tables = resources.map(({ name, attributes, properties }) => ({
      name,
      streamArn: properties.StreamSpecification && attributes.StreamArn,
    }));
    this.#definitions = resources.map(({ name, properties }) => {
      const { AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, KeySchema, StreamSpecification } = properties;
      const stream = StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } };
      const request = {
        TableName: name,
        AttributeDefinitions,
        BillingMode,
        GlobalSecondaryIndexes,
        KeySchema,
        ...stream,
      };
      return { name, request };
    });
  }

  /** Turns to the endpoint at `url`; nothing can be called before. */
  connect(url: string): void {
    this.#url = url;
  }

  /** The tables as the template has them, to compare with those of another run. */
  get definitions(): readonly object[] {
    return this.#definitions.map(({ request }) => request);
  }

  /** Calls `listener` after every write that passed through here. */
  onWrite(listener: () => void): void {
    this.#onWrite.push(listener);
  }

  /** Creates every table empty; one of the same name is deleted first. */
  async createTables(): Promise<void> {
    await Promise.all(
      this.#definitions.map(async ({ name, request }) => {
        const deleted = await this.send("DynamoDB_20120810.DeleteTable", { TableName: name });
        if (deleted.status !== 200 && !deleted.body.includes("ResourceNotFoundException"))
          throw new Error(deleted.body);
        await this.call("DynamoDB_20120810.CreateTable", request);
      }),
    );
  }

  /** The ARN under which the endpoint itself knows a table's stream. */
  async streamOf(table: string): Promise<string> {
    const schema = z.object({ Table: z.object({ LatestStreamArn: z.string() }) });
    return schema.parse(await this.call("DynamoDB_20120810.DescribeTable", { TableName: table })).Table.LatestStreamArn;
  }

  /** One request of the local stack itself. Throws on any answer but success. */
  async call(target: string, input: object): Promise<unknown> {
    const { status, body } = await this.send(target, input);
    if (status !== 200) throw new Error(`DynamoDB refused ${target}: ${body}`);
    return JSON.parse(body) as unknown;
  }

  /** One request, whatever the answer. */
  async send(target: string, input: object): Promise<Reply> {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": target,
        authorization,
        "accept-encoding": "identity",
      },
      body: JSON.stringify(input),
    });
    return { ...jsonReply({}), status: response.status, body: await response.text() };
  }

  /** Passes the SDK calls of functions on, and tells of writes. */
  readonly answer: CallHandler = async ({ operation, input }) => {
    const reply = await this.send(`DynamoDB_20120810.${operation}`, input);
    if (writes.has(operation)) for (const listener of this.#onWrite) listener();
    return reply;
  };
}
