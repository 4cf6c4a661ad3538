import * as z from "zod";
import { isObject, jsonIn } from "../json.ts";
import { AwsError } from "../aws-endpoint.ts";

const entrySchema = z.object({
  Detail: z.string().optional(),
  DetailType: z.string().optional(),
  EventBusName: z.string().default("default"),
  Resources: z.array(z.string()).default([]),
  Source: z.string().optional(),
  /** Seconds since the epoch. */
  Time: z.number().optional(),
});
type Entry = z.infer<typeof entrySchema>;

/** An entry of `PutEvents` that is good; `time` in milliseconds, that of the call where the entry has none. */
export type GoodEntry = Exclude<ReturnType<typeof checkEntry>, EntryError>;
/** What `PutEvents` answers for an entry that is not. */
export interface EntryError {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** Source: "PutEvents" of the EventBridge API reference. */
const maximumEntries = 10;
/** All entries together; source: AWS Compute Blog, "More room to build: serverless services now support payloads up to 1 MB", 2026-01-29. */
const maximumBytes = 1_048_576;
const bytesOfTime = 14;

/** As EventBridge counts; source: "Calculating PutEvents event entry size" of the user guide. */
const sizeOf = ({ Detail = "", DetailType = "", Resources, Source = "", Time }: Entry): number =>
  [Detail, DetailType, Source, ...Resources].reduce(
    (size, text) => size + Buffer.byteLength(text),
    Time === undefined ? 0 : bytesOfTime,
  );

/** The entries of a `PutEvents` call. Throws when there are none, too many, or too much in them. */
export const readEntries = (input: unknown): Entry[] => {
  const { Entries } = z.object({ Entries: z.array(entrySchema).min(1) }).parse(input);
  if (Entries.length > maximumEntries) {
    throw new AwsError(
      "ValidationException",
      `Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${maximumEntries}`,
    );
  }
  if (Entries.reduce((size, entry) => size + sizeOf(entry), 0) > maximumBytes)
    throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
  return Entries;
};

const refused = (ErrorCode: string, ErrorMessage: string): EntryError => ({ ErrorCode, ErrorMessage });

/** The entry, checked by itself. Source of the codes: "PutEventsResultEntry" of the EventBridge API reference. */
export const checkEntry = (entry: Entry) => {
  const { Detail, DetailType, EventBusName, Resources, Source, Time } = entry;
  const [missing] = Object.entries({ Source, DetailType, Detail }).find(([, value]) => !value) ?? [];
  if (missing !== undefined || !Source || !DetailType || !Detail)
    return refused("InvalidArgument", `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`);
  if (Source.startsWith("aws.")) return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
  const detail = jsonIn(Detail);
  if (!isObject(detail)) return refused("MalformedDetail", "Detail is malformed.");
  const time = Time === undefined ? undefined : Time * 1000;
  return {
    bus: EventBusName,
    source: Source,
    detailType: DetailType,
    detail: detail as object,
    resources: Resources,
    time,
  };
};
