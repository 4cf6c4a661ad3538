import { Duration } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi as Api,
  HttpStage,
  LogGroupLogDestination,
  type CfnRoute,
  type CfnStage,
} from "aws-cdk-lib/aws-apigatewayv2";
import { Stats } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, LogGroup, MetricFilter, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Route } from "../../shared/manifest.ts";
import { originOf } from "../settings/domain.ts";
import { physicalName, type Settings } from "../settings.ts";
import { alarmPeriod, type Alarms } from "./alarms/alarms.ts";
import { accessLogName } from "./logs.ts";
import { OwnDomain } from "./own-domain.ts";
import { leastThrottle, throttleOf } from "./throttles.ts";

/** One line per request. It has the route's key and not the path, which can be a personal link; the address identifies callers. */
const accessLogFields = {
  requestId: "$context.requestId",
  sourceIp: "$context.identity.sourceIp",
  time: "$context.requestTimeEpoch",
  routeKey: "$context.routeKey",
  status: "$context.status",
  responseLatency: "$context.responseLatency",
  responseLength: "$context.responseLength",
  integrationStatus: "$context.integrationStatus",
  integrationError: "$context.integrationErrorMessage",
  authorizerError: "$context.authorizer.error",
};

/** The API with its address, throttling and access log. `HttpRoutes` adds the routes. */
export class HttpApi extends Construct {
  readonly api: Api;
  /** Origin of links and pages, without a slash at the end. */
  readonly origin: string;
  readonly stage: HttpStage;
  private readonly settings: Settings;
  private readonly routeSettings: Record<string, object> = {};

  constructor(scope: Construct, id: string, { settings, alarms }: { settings: Settings; alarms: Alarms }) {
    super(scope, id);
    this.settings = settings;
    const { domain } = settings;
    this.api = new Api(this, "Api", {
      apiName: physicalName(settings),
      createDefaultStage: false,
      // A second address would split cookies and links, and bypass a proxy in front of the domain.
      disableExecuteApiEndpoint: domain !== undefined,
    });
    const accessLog = LogGroup.fromLogGroupName(this, "AccessLog", accessLogName(settings));
    this.stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      throttle: leastThrottle(settings),
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    if (domain !== undefined) new OwnDomain(this, "Domain", { domain, api: this.api, stage: this.stage });
    this.origin = originOf(settings) ?? this.api.apiEndpoint;
    this.watchCallers(settings, alarms, accessLog);
    alarms.watch(this, "ServerErrors", {
      name: "api-server-errors",
      metric: this.stage.metricServerError({ period: alarmPeriod, statistic: "Sum" }),
      threshold: 1,
    });
  }

  /** Alarms on latency and throttling. */
  private watchCallers(settings: Settings, alarms: Alarms, accessLog: ILogGroup): void {
    alarms.watch(this, "Slow", {
      name: "api-slow",
      metric: this.stage.metricLatency({ period: alarmPeriod, statistic: Stats.percentile(99) }),
      threshold: Duration.seconds(5).toMilliseconds(),
      periods: 3,
    });
    const named = { metricNamespace: physicalName(settings, "api"), metricName: "throttled" };
    const filter = new MetricFilter(this, "Throttled", {
      logGroup: accessLog,
      filterPattern: FilterPattern.stringValue("$.status", "=", "429"),
      ...named,
    });
    alarms.watch(this, "Throttling", {
      name: "api-throttled",
      metric: filter.metric({ period: alarmPeriod, statistic: Stats.SUM }),
      threshold: 100,
    });
  }

  /** Sets the limit of a route. The stage depends on the route, because it refuses settings of a missing one. */
  limit(made: CfnRoute, route: Route): void {
    const { rateLimit, burstLimit } = throttleOf(this.settings, route);
    const stage = this.stage.node.defaultChild as CfnStage;
    this.routeSettings[made.routeKey] = { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit };
    stage.routeSettings = this.routeSettings;
    stage.addResourceDependency(made);
  }
}
