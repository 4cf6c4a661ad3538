import { randomBytes } from "node:crypto";
import * as z from "zod";
import { jsonReply, type Reply, type CallHandler } from "../aws-endpoint.ts";
import type { DynamoDbEndpoint } from "./process.ts";
import { CommandError } from "../../commands/run.ts";
import { inert, type Template } from "../template/template.ts";

const tableSchema = z.strictObject({
  ...inert("ContributorInsightsSpecification", "DeletionProtectionEnabled", "PointInTimeRecoverySpecification"),
  ...inert("SSESpecification", "TableName", "Tags"),
  /** DynamoDB may take days to delete what has expired, so nothing may depend on it; locally nothing is deleted. */
  ...inert("TimeToLiveSpecification"),
  AttributeDefinitions: z.array(z.unknown()),
  BillingMode: z.literal("PAY_PER_REQUEST"),
  GlobalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).optional(),
  KeySchema: z.array(z.unknown()),
  StreamSpecification: z.strictObject({ StreamViewType: z.string() }).optional(),
});

/** Operations after which the stream has nothing new. */
const reads = /^(?:Get|BatchGet|TransactGet|Query|Scan|Describe|List)/;

/** Calls of the streams' own API, which an operator's command makes. */
const streamCalls = new Set(["GetRecords", "GetShardIterator"]);

/**
 * A well-formed signature for the stack's region, where others than DynamoDB Local look for the tables. None of them
 * checks it; source: "Elements of an AWS API request signature" of the IAM guide.
 */
const signedBy = (accessKey: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKey}/20200101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;

/** Name and stream of one table of the template. */
export interface Table {
  readonly name: string;
  readonly streamArn: string | undefined;
}

/** The tables of the template on a DynamoDB endpoint, and the way there for SDK calls. */
export class DynamoDb {
  readonly tables: readonly Table[];
  /** Every table as the template has it, to create it and to compare it with that of another run. */
  readonly definitions: readonly object[];
  #endpoint: Omit<DynamoDbEndpoint, "stop"> = { url: "", keepsKeysApart: false };
  readonly #region: string;
  #authorization: string;
  readonly #onWrite: (() => void)[] = [];

  constructor(template: Template, region: string) {
    this.#region = region;
    this.#authorization = signedBy("local", region);
    const resources = template.all("AWS::DynamoDB::Table", tableSchema);
    this.tables = resources.map(({ name, attributes, properties }) => ({
      name,
      streamArn: properties.StreamSpecification && attributes.StreamArn,
    }));
    this.definitions = resources.map(({ name, properties }) => {
      const { AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, KeySchema, StreamSpecification } = properties;
      const stream = StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } };
      return { TableName: name, AttributeDefinitions, BillingMode, GlobalSecondaryIndexes, KeySchema, ...stream };
    });
  }

  /** Turns to an endpoint; nothing can be called before. */
  connect(endpoint: Omit<DynamoDbEndpoint, "stop">): void {
    this.#endpoint = endpoint;
  }

  /** Whether the endpoint is somebody else's program. */
  get isForeign(): boolean {
    return this.#endpoint.isForeign === true;
  }

  /** Calls `listener` after every write that passed through here. */
  onWrite(listener: () => void): void {
    this.#onWrite.push(listener);
  }

  /**
   * Creates every table empty: under a new access key, where keys are kept apart, else in the place of one of the same name.
   * The stream of a deleted table stays, and DynamoDB Local writes the slower the more they hold.
   */
  async createTables(): Promise<void> {
    if (this.#endpoint.keepsKeysApart) this.#authorization = signedBy(randomBytes(10).toString("hex"), this.#region);
    else await Promise.all(this.tables.map(({ name }) => this.#deleteTable(name)));
    await Promise.all(this.definitions.map((request) => this.call("DynamoDB_20120810.CreateTable", request)));
  }

  async #deleteTable(name: string): Promise<void> {
    const { status, body } = await this.send("DynamoDB_20120810.DeleteTable", { TableName: name });
    if (status === 200 || body.includes("ResourceNotFoundException")) return;
    throw this.#refusal("DynamoDB_20120810.DeleteTable", status, body);
  }

  /** A failure of another program is reported in one sentence. A failure of our own is a fault of the local stack. */
  #refusal(target: string, status: number, body: string): Error {
    const operation = target.replace(/^.*\./, "");
    if (!this.isForeign) return new Error(`DynamoDB refused ${operation}: ${body}`);
    const said = body.replaceAll(/\s+/g, " ").trim().slice(0, 200);
    return new CommandError(
      `The DynamoDB at ${this.#endpoint.url} (AWS_ENDPOINT_URL_DYNAMODB) answered ${operation} with ${status}: ${said}`,
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
    if (status !== 200) throw this.#refusal(target, status, body);
    return JSON.parse(body) as unknown;
  }

  /** Sends one request, and returns any response. */
  async send(target: string, input: object): Promise<Reply> {
    const response = await fetch(this.#endpoint.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": target,
        authorization: this.#authorization,
        "accept-encoding": "identity",
      },
      body: JSON.stringify(input),
    });
    return { ...jsonReply({}), status: response.status, body: await response.text() };
  }

  /** Passes the SDK calls of functions on, and tells of writes. */
  readonly answer: CallHandler = async ({ operation, input }) => {
    const api = streamCalls.has(operation) ? "DynamoDBStreams_20120810" : "DynamoDB_20120810";
    const reply = await this.send(`${api}.${operation}`, input);
    if (!reads.test(operation) && reply.status === 200) for (const listener of this.#onWrite) listener();
    return reply;
  };
}
