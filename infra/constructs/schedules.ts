import { Aws, Validations, type Duration } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import { physicalName, type Settings } from "../settings.ts";
import type { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

/** The properties of `Schedules`. */
export interface SchedulesProps {
  readonly settings: Settings;
  readonly target: ServiceFunction;
  /** Interval of the runs, longer than the function's time-out. */
  readonly interval: Duration;
  /** Receives runs that could not be started. Without it, the next run is the retry. */
  readonly dead?: DeadLetterQueue;
}

/** The schedules of one function, with their role. The next run is the retry of a failed one. */
export class Schedules extends Construct {
  readonly #props: SchedulesProps;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { settings, target, interval, dead } = props;
    this.#props = props;
    this.#role = new Role(this, "Role", {
      description: `Starts ${physicalName(settings, target.name)}`,
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    });
    this.#allow("lambda:InvokeFunction", target.lambda.functionArn);
    if (dead) this.#allow("sqs:SendMessage", dead.queue.queueArn);
    target.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: interval });
    Validations.of(target.lambda).acknowledge({
      id: "Serverless-LambdaAsyncFailureDestination",
      reason:
        "A run that failed is not tried again: the next one of the schedule, minutes later, does the work of both, and the function's alarm counts the error.",
    });
  }

  /** Adds a schedule that starts the function with `input`. */
  add(id: string, name: string, input: object): void {
    const { settings, target, interval, dead } = this.#props;
    const schedule = new CfnSchedule(this, id, {
      name: physicalName(settings, name),
      state: settings.restoration.stopped ? "DISABLED" : "ENABLED",
      scheduleExpression: `rate(${interval.toMinutes()} minutes)`,
      // Spread over a minute, because a new account can run only ten functions at once.
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 1 },
      target: {
        arn: target.lambda.functionArn,
        roleArn: this.#role.roleArn,
        input: JSON.stringify(input),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: interval.toSeconds() },
        ...(dead && { deadLetterConfig: { arn: dead.queue.queueArn } }),
      },
    });
    schedule.node.addDependency(this.#role);
  }

  #allow(action: string, resource: string): void {
    this.#role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  }
}
