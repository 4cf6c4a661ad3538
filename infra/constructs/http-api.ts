import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi as Api, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { physicalName, type Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms.ts";

/** Requests a second over the whole API, and how many may come at once: bounds what an attack can cost. */
const throttle = { rateLimit: 200, burstLimit: 400 };

/** One line per request: the route's key and never the path, for a path holds a personal link. */
const accessLogFields = {
  requestId: "$context.requestId",
  time: "$context.requestTimeEpoch",
  routeKey: "$context.routeKey",
  status: "$context.status",
  responseLatency: "$context.responseLatency",
  responseLength: "$context.responseLength",
  integrationStatus: "$context.integrationStatus",
  integrationError: "$context.integrationErrorMessage",
  authorizerError: "$context.authorizer.error",
};

/** The API's front: address, throttling, access log. What it serves is added by `HttpRoutes`. */
export class HttpApi extends Construct {
  readonly api: Api;

  constructor(scope: Construct, id: string, { settings, alarms }: { settings: Settings; alarms: Alarms }) {
    super(scope, id);
    this.api = new Api(this, "Api", { apiName: physicalName(settings), createDefaultStage: false });
    const accessLog = new LogGroup(this, "AccessLog", {
      // The prefix keeps the log's resource policy from growing with every API of the account.
      logGroupName: `/aws/vendedlogs/${physicalName(settings, "access")}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    alarms.watch(this, "ServerErrors", {
      name: "api-server-errors",
      metric: stage.metricServerError({ period: alarmPeriod, statistic: "Sum" }),
      threshold: 1,
      description:
        "Callers got 5xx answers. Find the route in the access log, then the function's log by correlation id.",
    });
  }

  /** Origin without a slash at the end. */
  get endpoint(): string {
    return this.api.apiEndpoint;
  }
}
