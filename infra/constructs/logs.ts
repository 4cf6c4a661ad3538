import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { functionNames, type FunctionName } from "../manifests.ts";
import { physicalName, type Settings } from "../settings.ts";

/** Name of a function's log group, where Lambda's own console looks for it. */
export function functionLogName(settings: Settings, name: FunctionName): string {
  return `/aws/lambda/${physicalName(settings, name)}`;
}

/** Name of the access log. The prefix keeps the log's resource policy from growing with every API of the account. */
export function accessLogName(settings: Settings): string {
  return `/aws/vendedlogs/${physicalName(settings, "access")}`;
}

/** Days for which callers' addresses are kept: long enough to look into an attack, and no longer (decision 0024). */
const longestForAddresses = 30;

/**
 * Every log group of a stage. What writes to them knows them by name: functions come and go with versions, and an export
 * in use would forbid that in one deployment.
 */
export class Logs extends Construct {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const { retentionDays } = settings.logs;
    for (const name of functionNames) {
      new LogGroup(this, name, { logGroupName: functionLogName(settings, name), retention: retentionDays });
    }
    const retention = Math.min(retentionDays, longestForAddresses);
    new LogGroup(this, "access", { logGroupName: accessLogName(settings), retention });
  }
}
