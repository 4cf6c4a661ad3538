import cdk from "../cdk.json" with { type: "json" };

/** The CDK's feature flags as `cdk.json` has them: the tests and the local stack run without the CDK's command line. */
export const featureFlags: Readonly<Record<string, unknown>> = cdk.context;
