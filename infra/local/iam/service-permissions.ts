import * as z from "zod";
import type { Iam } from "./iam.ts";
import { arnOf, type Place } from "../identities.ts";
import type { Template } from "../template/template.ts";

const functionSchema = z.looseObject({ Role: z.string() });
const scheduleSchema = z.looseObject({ Target: z.looseObject({ RoleArn: z.string() }) });
const integrationSchema = z.looseObject({ IntegrationUri: z.string() });
const routeSchema = z.looseObject({ ApiId: z.string(), RouteKey: z.string(), Target: z.string() });
const poolSchema = z.looseObject({
  LambdaConfig: z
    .looseObject({ PreTokenGenerationConfig: z.looseObject({ LambdaArn: z.string() }).optional() })
    .optional(),
});

/** The route as a call of it names it: stage, method, path. Source: "Control access to an HTTP API" of the API Gateway guide. */
const sourceOfRoute = (place: Place, apiId: string, key: string): string => {
  const [method = "", path = ""] = key.split(" ");
  return arnOf(place, "execute-api", `${apiId}/$default/${method}${path}`);
};

/** Every service that invokes a function of the template, what does it there, and the resource that makes it do so. */
const invocationsOf = (template: Template, place: Place) => {
  const integrations = template.all("AWS::ApiGatewayV2::Integration", integrationSchema);
  const routes = template.all("AWS::ApiGatewayV2::Route", routeSchema).map(({ logicalId, properties }) => ({
    service: "apigateway.amazonaws.com",
    functionArn:
      integrations.find(({ ref }) => properties.Target === `integrations/${ref}`)?.properties.IntegrationUri ?? "",
    source: sourceOfRoute(place, properties.ApiId, properties.RouteKey),
    by: logicalId,
  }));
  const triggers = template
    .all("AWS::Cognito::UserPool", poolSchema)
    .flatMap(({ logicalId, attributes, properties }) => {
      const functionArn = properties.LambdaConfig?.PreTokenGenerationConfig?.LambdaArn;
      if (functionArn === undefined) return [];
      return [{ service: "cognito-idp.amazonaws.com", functionArn, source: attributes.Arn ?? "", by: logicalId }];
    });
  return [...routes, ...triggers];
};

/**
 * Checks what services do for each other. In AWS a missing permission is a 500 on every request; here the start is refused by name, for routes and triggers without a permission of the function, and for
 * functions and schedules with a role that their service may not take on.
 */
export const assertServicesMayInvoke = (template: Template, iam: Iam, place: Place): void => {
  for (const { service, functionArn, source, by } of invocationsOf(template, place)) {
    if (!iam.allows(service, { action: "lambda:InvokeFunction", resource: functionArn }, source))
      throw new Error(`No permission of ${functionArn} lets ${service} invoke it for ${by} (${source}).`);
  }
  const roles = [
    ...template
      .all("AWS::Lambda::Function", functionSchema)
      .map(({ logicalId, properties }) => [logicalId, properties.Role, "lambda.amazonaws.com"] as const),
    ...template
      .all("AWS::Scheduler::Schedule", scheduleSchema)
      .map(({ logicalId, properties }) => [logicalId, properties.Target.RoleArn, "scheduler.amazonaws.com"] as const),
  ];
  for (const [logicalId, role, service] of roles) {
    if (!iam.trusts(role, service)) throw new Error(`The role of ${logicalId} does not trust ${service}: ${role}.`);
  }
};
