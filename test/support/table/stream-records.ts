import { eventItem } from "../../../shared/events/stored-events.ts";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { now } from "../builders/fixed-clock.ts";

/** Events of one write as the table holds them. */
export const storedItem = (...events: readonly [StoredEvent, ...StoredEvent[]]) =>
  eventItem({ events, previous: null, salts: { salt: "salt" } });

/** An item that was just inserted, as the table's stream hands it to a function. */
export function aStreamRecord(item: RawItem, { sequenceNumber = "1", at = now } = {}): DynamoDBRecord {
  const image = (value: RawItem) => marshall(value) as Record<string, AttributeValue>;
  return {
    eventName: "INSERT",
    dynamodb: {
      ApproximateCreationDateTime: Date.parse(at) / 1000,
      Keys: image({ PK: item["PK"], SK: item["SK"] }),
      NewImage: image(item),
      SequenceNumber: sequenceNumber,
      StreamViewType: "NEW_IMAGE",
    },
  };
}
