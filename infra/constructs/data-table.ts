import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { table as names } from "../../shared/names.ts";
import { isProduction, type Settings } from "../settings.ts";
import type { ServiceFunction } from "./service-function.ts";

/** A secondary index, by its key in the shared names. */
export type IndexKey = "listIndex" | "dueIndex";

/** What a function does with items. A transaction needs the permission of each action inside it and none of its own. */
export type TableAction =
  "GetItem" | "BatchGetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem";

/** What a command may need that creates, changes, removes and checks in its one transaction. */
export const everyWrite: readonly TableAction[] = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"];

/** The one table: state, history and outbox of everything. */
export class DataTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.table = new Table(this, "Table", {
      partitionKey: { name: names.partitionKey, type: AttributeType.STRING },
      sortKey: { name: names.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: names.ttl,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: isProduction(settings),
    });
    for (const index of [names.listIndex, names.dueIndex]) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
        sortKey: { name: index.sortKey, type: AttributeType.STRING },
        // A write pays for an index only when it moves the entry; what a list shows is read from the table, where it is true.
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
  }

  /** Lets a function do these things to items of the table, and tells it the table's name. */
  grant(to: ServiceFunction, actions: readonly TableAction[]): void {
    to.allow(actions.map(permission), [this.table.tableArn]);
    to.configure("table", this.table.tableName);
  }

  /** Lets a function query one index, which the permission on the table does not include. */
  grantIndexQuery(to: ServiceFunction, index: IndexKey): void {
    to.allow([permission("Query")], [`${this.table.tableArn}/index/${names[index].name}`]);
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
