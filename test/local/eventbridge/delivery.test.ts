import { describe, expect, it } from "vitest";
import sources from "../aws-sources.json" with { type: "json" };
import { entry, openBuses, type BusesAlone } from "./alone.ts";

const deliveryFault = (buses: BusesAlone, error: string, times: number): void =>
  buses.faults.add({ service: "eventbridge", operation: "DeliverToTarget", error, times });
/** Attributes of the dead letters, as text. */
const told = ({ dead }: BusesAlone): object[] =>
  dead.messages.map(({ attributes }) =>
    Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue])),
  );

describe("a delivery", () => {
  it(`is repeated 185 times, over a day at most, unless the target says otherwise (${sources.retries})`, async () => {
    const buses = openBuses();
    deliveryFault(buses, "THROTTLING", 1000);
    await buses.put(entry());
    await buses.clock.advance(23 * 3_600_000);
    expect(told(buses)).toEqual([]);
    await buses.clock.advance(3 * 3_600_000);
    expect(told(buses)).toMatchObject([{ EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds" }]);
  });

  it(`goes to the dead letters after its attempts, and tells why (${sources.deadLetters})`, async () => {
    const buses = openBuses({ RetryPolicy: { MaximumRetryAttempts: 2 } });
    deliveryFault(buses, "THROTTLING", 3);
    await buses.put(entry());
    await buses.clock.advance(60_000);
    expect(buses.got()).toEqual([]);
    expect(told(buses)).toEqual([
      {
        RULE_ARN: buses.ruleArn,
        TARGET_ARN: buses.work.arn,
        ERROR_CODE: "THROTTLING",
        ERROR_MESSAGE: "THROTTLING was injected.",
        EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
        RETRY_ATTEMPTS: "2",
      },
    ]);
    expect(JSON.parse(buses.dead.messages[0]?.body ?? "")).toMatchObject({ source: "app", detail: { id: "1" } });
  });

  it(`succeeds when a repeat does (${sources.retries})`, async () => {
    const buses = openBuses({ RetryPolicy: { MaximumRetryAttempts: 2 } });
    deliveryFault(buses, "THROTTLING", 2);
    await buses.put(entry());
    await buses.clock.advance(60_000);
    expect([buses.got().length, told(buses)]).toEqual([1, []]);
  });

  it(`ends with the event's age too (${sources.deadLetters})`, async () => {
    const buses = openBuses({ RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    deliveryFault(buses, "THROTTLING", 1000);
    await buses.put(entry());
    await buses.clock.advance(120_000);
    expect(told(buses)).toMatchObject([{ EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds", RETRY_ATTEMPTS: "5" }]);
  });

  it.each(["NO_PERMISSIONS", "NO_RESOURCE"])(
    `that fails with %s is not repeated (${sources.deadLetters})`,
    async (code) => {
      const buses = openBuses();
      deliveryFault(buses, code, 1);
      await buses.put(entry());
      expect(told(buses)).toEqual([expect.objectContaining({ ERROR_CODE: code, RETRY_ATTEMPTS: "0" })]);
      expect(told(buses)[0]).not.toHaveProperty("EXHAUSTED_RETRY_CONDITION");
    },
  );

  it(`of an event that its envelope makes too large for a queue is dropped, and nobody is told (${sources.megabyte})`, async () => {
    const buses = openBuses();
    const large = entry({ Detail: JSON.stringify({ a: "x".repeat(1_048_500) }) });
    expect(await buses.put(large)).toMatchObject({ FailedEntryCount: 0 });
    expect([buses.got(), told(buses)]).toEqual([[], []]);
  });

  it(`without a dead-letter queue is dropped in the end (${sources.retries})`, async () => {
    const buses = openBuses({ DeadLetterConfig: undefined, RetryPolicy: { MaximumRetryAttempts: 0 } });
    deliveryFault(buses, "THROTTLING", 1);
    await buses.put(entry());
    await buses.clock.advance(60_000);
    expect([buses.got(), told(buses)]).toEqual([[], []]);
  });

  it("is for enabled rules of the event's own bus that match", async () => {
    const buses = openBuses();
    await buses.put(entry({ EventBusName: "default" }), entry({ Source: "other" }));
    expect(buses.got()).toEqual([]);
    const disabled = openBuses({}, { State: "DISABLED" });
    await disabled.put(entry());
    expect(disabled.got()).toEqual([]);
  });
});

const megabyte = 1_048_576;
/** As large as EventBridge counts: detail, detail type and source. */
const sized = (bytes: number, more: object = {}): object => {
  const rest = Buffer.byteLength('appDone{"a":""}');
  return entry({ Detail: JSON.stringify({ a: "x".repeat(bytes - rest) }), EventBusName: "default", ...more });
};

describe("PutEvents", () => {
  it.each<[string, string, object, string]>([
    ["no source", "InvalidArgument", { Source: undefined }, sources.entryErrors],
    ["an empty detail type", "InvalidArgument", { DetailType: "" }, sources.entryErrors],
    ["no detail", "InvalidArgument", { Detail: undefined }, sources.entryErrors],
    ["a detail that is no JSON", "MalformedDetail", { Detail: "{" }, sources.entryErrors],
    ["a detail that is no object", "MalformedDetail", { Detail: "[]" }, sources.entryErrors],
    ["AWS's own source", "NotAuthorizedForSourceException", { Source: "aws.ses" }, sources.entryErrors],
  ])("fails an entry with %s by %s, and no other", async (_what, ErrorCode, more, _source) => {
    const buses = openBuses();
    const answer = await buses.put(entry(), entry(more), entry());
    const taken = { EventId: expect.any(String) as string };
    const failed = { ErrorCode, ErrorMessage: expect.any(String) as string };
    expect(answer).toEqual({ FailedEntryCount: 1, Entries: [taken, failed, taken] });
    expect(buses.got()).toHaveLength(2);
  });

  it("takes an event for a bus that does not exist, and loses it (observed: aws/aws-sdk#186)", async () => {
    const buses = openBuses();
    expect(await buses.put(entry({ EventBusName: "none" }))).toMatchObject({ FailedEntryCount: 0 });
    expect(buses.got()).toEqual([]);
  });

  it(`takes ten entries and not eleven (${sources.putEvents})`, async () => {
    const entries = Array.from({ length: 11 }, () => entry());
    expect(await openBuses().put(...entries.slice(1))).toMatchObject({ FailedEntryCount: 0 });
    await expect(openBuses().put(...entries)).rejects.toMatchObject({ code: "ValidationException" });
    await expect(openBuses().put()).rejects.toThrow();
  });

  it.each<[string, boolean, object[]]>([
    ["one of a megabyte", true, [sized(megabyte)]],
    ["one of a byte more", false, [sized(megabyte + 1)]],
    ["two of a megabyte together", true, [sized(megabyte / 2), sized(megabyte / 2)]],
    ["two of more", false, [sized(megabyte / 2), sized(megabyte / 2 + 1)]],
    ["14 bytes less for a time", true, [sized(megabyte - 14, { Time: 1 })]],
    ["a time beyond the limit", false, [sized(megabyte - 13, { Time: 1 })]],
    ["resources beyond the limit", false, [sized(megabyte - 5, { Resources: ["abc", "def"] })]],
  ])(
    `takes entries of a megabyte: %s, %s (${sources.entrySize}; ${sources.megabyte})`,
    async (_what, fits, entries) => {
      const answer = openBuses().put(...entries);
      if (fits) expect(await answer).toMatchObject({ FailedEntryCount: 0 });
      else await expect(answer).rejects.toThrow("over the limit");
    },
  );
});
