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

/** Maximum days for callers' addresses: long enough to investigate an attack (decision 0024). */
const longestForAddresses = 30;

/**
 * Every log group of a stage. Functions refer to them by name: an export in use would prevent removing a function in one
 * deployment.
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
