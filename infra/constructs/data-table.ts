import { Stack } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  type ITable,
} from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import type { TableNeeds } from "../../shared/manifest.ts";
import { table as names } from "../../shared/names.ts";
import { isProduction, type Settings } from "../settings.ts";
import type { ServiceFunction } from "./service-function.ts";

/** The one table: state, history and outbox of everything. */
export class DataTable extends Construct {
  /** The table that the stage uses: its own, or a restored one in its place. */
  readonly table: ITable;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const own = new Table(this, "Table", {
      partitionKey: { name: names.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: names.ttl,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: settings.retention.backupDays,
      },
      deletionProtection: isProduction(settings),
    });
    for (const index of [names.listIndex, names.dueIndex, names.orderIndex]) {
      own.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
        sortKey: { name: index.sortKey, type: AttributeType.STRING },
        // With keys only, a write costs index capacity only if it moves the entry. Lists read their items from the table.
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
    this.table = this.chosen(own, settings);
  }

  /** The restored table, if the settings name one. The stage's own stays as it is, so that the stage can return to it. */
  private chosen(own: Table, { restoration: { table: restored } }: Settings): ITable {
    // CloudFormation refuses to remove an export before the other stack has stopped using it.
    for (const value of [own.tableArn, own.tableName, own.tableStreamArn]) Stack.of(this).exportValue(value);
    if (restored === undefined) return own;
    const { name: tableName, stream: tableStreamArn } = restored;
    return Table.fromTableAttributes(this, "Restored", { tableName, tableStreamArn });
  }

  /** Grants a function its access to items, and sets the table's name. */
  grant(to: ServiceFunction, { reads, writes = [], indexes = [] }: TableNeeds): void {
    to.allow([...reads, ...writes].map(permission), [this.table.tableArn]);
    const queried = indexes.map((index) => `${this.table.tableArn}/index/${names[index].name}`);
    if (queried.length > 0) to.allow([permission("Query")], queried);
    to.configure("table", this.table.tableName);
  }

  /** Lets a function's event source mapping read the stream. */
  grantStreamRead(to: ServiceFunction): void {
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
    to.allow(actions.map(permission), [this.streamArn]);
  }

  /** ARN of the stream of new images. */
  get streamArn(): string {
    if (!this.table.tableStreamArn) throw new Error("The table has no stream.");
    return this.table.tableStreamArn;
  }
}

function permission(action: string): string {
  return `dynamodb:${action}`;
}
