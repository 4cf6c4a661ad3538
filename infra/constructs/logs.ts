import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { functionNames, type FunctionName } from "../../shared/names.ts";
import { physicalName, type Settings } from "../settings.ts";

/** Name of a function's log group, where Lambda's own console looks for it. */
export function functionLogName(settings: Settings, name: FunctionName): string {
  return `/aws/lambda/${physicalName(settings, name)}`;
}

/** Name of the access log. The prefix keeps the log's resource policy from growing with every API of the account. */
export function accessLogName(settings: Settings): string {
  return `/aws/vendedlogs/${physicalName(settings, "access")}`;
}

/**
 * Every log group of a stage. What writes to them knows them by name: functions come and go with versions, and an export
 * in use would forbid that in one deployment.
 */
export class Logs extends Construct {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const names = functionNames.map((name) => [name, functionLogName(settings, name)] as const);
    for (const [logId, logGroupName] of [...names, ["access", accessLogName(settings)] as const]) {
      new LogGroup(this, logId, { logGroupName, retention: RetentionDays.ONE_MONTH });
    }
  }
}
