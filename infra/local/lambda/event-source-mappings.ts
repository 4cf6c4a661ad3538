import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { DynamoDb } from "../dynamodb/dynamodb.ts";
import { needsOfQueueMapping, needsOfStreamMapping, type Need } from "../iam/actions.ts";
import type { Iam } from "../iam/iam.ts";
import type { LambdaFunction } from "./lambda.ts";
import { schemaOf, type Consumer, type StreamSettings } from "./mapping-settings.ts";
import { compilePattern, type Matcher } from "../eventbridge/patterns.ts";
import { QueueMapping } from "./queue-mapping.ts";
import type { Queue } from "../sqs/sqs.ts";
import { StreamMapping } from "./stream-mapping.ts";
import type { Template } from "../template/template.ts";

const filterOf = (criteria: StreamSettings["FilterCriteria"]): Matcher => {
  if (criteria === undefined) return () => true;
  const matchers = criteria.Filters.map(({ Pattern }) =>
    compilePattern(JSON.parse(Pattern) as Record<string, unknown>),
  );
  return (record) => matchers.some((matches) => matches(record));
};

/** What the mappings of a template read from and deliver to. */
export interface Sources {
  readonly functions: readonly LambdaFunction[];
  readonly queues: readonly Queue[];
  readonly dynamoDb: DynamoDb;
  readonly activity: Activity;
  readonly clock: Clock;
  readonly iam: Iam;
  /** Hears what somebody should know of, in one line. */
  readonly report: (line: string) => void;
}

/** Wires every event source mapping of the template. Throws when one names a source, function or destination that is not there, or has a function whose role may not read its source. */
export const wireMappings = (template: Template, sources: Sources): StreamMapping[] => {
  const { functions, queues, dynamoDb, activity, clock, iam, report } = sources;
  const queueOf = (arn: string): Queue | undefined => queues.find((queue) => queue.arn === arn);
  return template.all("AWS::Lambda::EventSourceMapping", schemaOf).flatMap(({ logicalId, properties }) => {
    const lambda = functions.find(({ name, arn }) => [name, arn].includes(properties.FunctionName));
    if (lambda === undefined) throw new Error(`${logicalId} names no function of the template.`);
    if (!properties.Enabled) return [];
    const consumerThat = (needs: readonly Need[]): Consumer => ({
      lambda,
      activity,
      clock,
      report,
      accepts: filterOf(properties.FilterCriteria),
      authorize: () => iam.assertAllowed(lambda.shortName, needs),
    });
    if (!("StartingPosition" in properties)) {
      const queue = queueOf(properties.EventSourceArn);
      if (queue === undefined) throw new Error(`${logicalId} names no queue of the template.`);
      new QueueMapping(queue, properties, consumerThat(needsOfQueueMapping(queue.arn))).open();
      return [];
    }
    const table = dynamoDb.tables.find(({ streamArn }) => streamArn === properties.EventSourceArn);
    if (table === undefined) throw new Error(`${logicalId} names no stream of the template.`);
    const destination = properties.DestinationConfig?.OnFailure.Destination;
    const discarded = destination === undefined ? undefined : queueOf(destination);
    if (destination !== undefined && discarded === undefined)
      throw new Error(`${logicalId} names no queue as its destination.`);
    const consumer = consumerThat(needsOfStreamMapping(properties.EventSourceArn, destination));
    return [new StreamMapping({ table: table.name, dynamoDb, discarded }, properties, consumer)];
  });
};
