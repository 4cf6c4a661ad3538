import { Clock } from "../../../infra/local/clock.ts";
import { EventBuses } from "../../../infra/local/eventbridge/eventbridge.ts";
import { Faults } from "../../../infra/local/faults/faults.ts";
import { Iam } from "../../../infra/local/iam/iam.ts";
import { makeQueues, type Queue } from "../../../infra/local/sqs/sqs.ts";
import { Template } from "../../../infra/local/template/template.ts";

const place = {
  region: "eu-central-1",
  account: "000000000000",
  apiUrl: "http://localhost:3000",
  awsUrl: "http://127.0.0.1:3001",
};
const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const mayBeSentTo = {
  Type: "AWS::SQS::QueuePolicy",
  Properties: {
    Queues: [{ Ref: "Work" }, { Ref: "Dead" }],
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*", Principal: { Service: "events.amazonaws.com" } },
      ],
    },
  },
};

/** Buses with one rule for the source `app` on the bus `own`, whose one target is a queue, without a stack around them. */
export interface BusesAlone {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly work: Queue;
  readonly dead: Queue;
  readonly ruleArn: string;
  /** `PutEvents`; throws what EventBridge would answer as an error. */
  readonly put: (
    ...entries: readonly object[]
  ) => Promise<{ readonly FailedEntryCount: number; readonly Entries: readonly object[] }>;
  /** What the target has got, parsed. */
  readonly got: () => unknown[];
}

/** An entry that is good and that the rule matches. */
export const entry = (more: object = {}): object => ({
  EventBusName: "own",
  Source: "app",
  DetailType: "Done",
  Detail: '{"id":"1","state":"RUNNING","tags":["a","b"]}',
  ...more,
});

/** Opens them; `target` is added to the target's properties, `rule` to the rule's. Throws what the rules say of what they do not take. */
export const openBuses = (target: object = {}, rule: object = {}): BusesAlone => {
  const resources = {
    Work: { Type: "AWS::SQS::Queue", Properties: { QueueName: "work" } },
    Dead: { Type: "AWS::SQS::Queue", Properties: { QueueName: "dead" } },
    Policy: mayBeSentTo,
    Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "own" } },
    Rule: {
      Type: "AWS::Events::Rule",
      Properties: {
        Name: "the-rule",
        EventBusName: "own",
        EventPattern: { source: ["app"] },
        Targets: [{ Arn: arn("Work"), Id: "Work", DeadLetterConfig: { Arn: arn("Dead") }, ...target }],
        ...rule,
      },
    },
  };
  const template = new Template(
    { stacks: [{ stackName: "alone", resources, parameters: {}, outputs: {} }], assetFolder: () => "" },
    place,
  );
  const clock = new Clock(async () => undefined);
  const faults = new Faults([]);
  const queues = makeQueues(template, clock);
  const buses = new EventBuses(template, { queues, clock, faults, iam: new Iam(template, place) }, place);
  const queue = (name: string): Queue => {
    const found = queues.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`no queue ${name}`);
    return found;
  };
  return {
    clock,
    faults,
    work: queue("work"),
    dead: queue("dead"),
    ruleArn: template.identity("Rule").attributes.Arn ?? "",
    put: async (...Entries) => {
      const call = { service: "events", operation: "PutEvents", caller: "local", input: { Entries } };
      return JSON.parse((await buses.answer(call)).body) as Awaited<ReturnType<BusesAlone["put"]>>;
    },
    got: () => queue("work").messages.map(({ body }) => JSON.parse(body) as unknown),
  };
};
