import { Stack, Validations } from "aws-cdk-lib";
import { CfnAuthorizer, CfnIntegration, CfnRoute } from "aws-cdk-lib/aws-apigatewayv2";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { gatewayKeyOf } from "../../shared/manifest.ts";
import { routes, type FunctionName } from "../manifests.ts";
import type { HttpApi } from "./http-api.ts";
import type { Identity } from "./identity.ts";
import type { SignIn } from "./sign-in.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Maximum number of routes that are created in parallel. */
const atOnce = 10;

/** The properties of `HttpRoutes`. */
export interface HttpRoutesProps {
  readonly http: HttpApi;
  readonly identity: Identity;
  readonly signIn: SignIn;
  readonly functions: Readonly<Record<FunctionName, ServiceFunction>>;
}

/**
 * Every route of the manifests: one integration per function, the authorizer where a route has roles. The resources
 * are plain because the higher ones name an integration after its first route, so that reordering the table replaces it.
 */
export class HttpRoutes extends Construct {
  private readonly apiId: string;

  constructor(scope: Construct, id: string, { http, identity, signIn, functions }: HttpRoutesProps) {
    super(scope, id);
    this.apiId = http.api.apiId;
    const authorizer = new CfnAuthorizer(this, "Authorizer", {
      apiId: this.apiId,
      name: "access-token",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: {
        issuer: identity.pool.userPoolProviderUrl,
        audience: [signIn.client.userPoolClientId],
      },
    });
    const integrations = new Map<FunctionName, CfnIntegration>();
    const sequence: CfnRoute[] = [];
    const known = new Set<string>();
    for (const route of routes) {
      const integration = integrations.get(route.function) ?? this.integrate(functions[route.function]);
      integrations.set(route.function, integration);
      const routeKey = gatewayKeyOf(route);
      if (known.has(routeKey)) continue;
      known.add(routeKey);
      const made = new CfnRoute(this, routeKey, {
        apiId: this.apiId,
        routeKey,
        target: `integrations/${integration.ref}`,
        ...(route.roles === "public" ? {} : { authorizationType: "JWT", authorizerId: authorizer.ref }),
      });
      // API Gateway refuses many parallel changes of one API with conflicts until CloudFormation gives up. A single OpenAPI body
      // would need no order, but would hide the changed route from a change set.
      const before = sequence.at(-atOnce);
      if (before) made.addResourceDependency(before);
      sequence.push(made);
      http.limit(made, route);
      if (route.roles === "public") acknowledgePublic(made);
    }
  }

  private integrate(server: ServiceFunction): CfnIntegration {
    server.lambda.addPermission("Http", {
      principal: new ServicePrincipal("apigateway.amazonaws.com"),
      // Stage and route only: a pattern of three parts would not match `$default`.
      sourceArn: Stack.of(this).formatArn({ service: "execute-api", resource: this.apiId, resourceName: "*/*" }),
    });
    return new CfnIntegration(this, server.name, {
      apiId: this.apiId,
      integrationType: "AWS_PROXY",
      integrationUri: server.lambda.functionArn,
      payloadFormatVersion: "2.0",
    });
  }
}

function acknowledgePublic(route: CfnRoute): void {
  Validations.of(route).acknowledge({
    id: "AwsSolutions-APIG4",
    reason:
      "Public by the route table: either nothing here is private, or the personal link in the path is the credential and the function checks it.",
  });
}
