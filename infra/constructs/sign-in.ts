import { Duration, Stack } from "aws-cdk-lib";
import {
  CfnManagedLoginBranding,
  CfnUserPoolDomain,
  ClientAttributes,
  ManagedLoginVersion,
  OAuthScope,
  UserPoolClient,
  type UserPool,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { consolePaths, tokenCallback, userAttributes } from "../../shared/names.ts";
import { physicalName, type Settings } from "../settings.ts";
import { customAttribute } from "./identity.ts";

/** The properties of `SignIn`. */
export interface SignInProps {
  readonly settings: Settings;
  readonly pool: UserPool;
  /** Origin of our pages, to which users come back. */
  readonly publicUrl: string;
}

/** Where users sign in: Cognito's own pages on a domain of the pool, for the one client that there is. */
export class SignIn extends Construct {
  readonly client: UserPoolClient;
  /** Origin of the pages and of the endpoints of OAuth 2.0. */
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, pool, publicUrl }: SignInProps) {
    super(scope, id);
    const readable = new ClientAttributes().withStandardAttributes({ email: true });
    // Not by a method of the pool, which would add it to the pool's stack.
    this.client = new UserPoolClient(this, "Client", {
      userPool: pool,
      userPoolClientName: physicalName(settings),
      generateSecret: false,
      preventUserExistenceErrors: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [`${publicUrl}${consolePaths.callback}`, tokenCallback],
      },
      authFlows: { userSrp: true },
      readAttributes: readable.withCustomAttributes(...Object.values(userAttributes).map(customAttribute)),
      writeAttributes: readable,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
    });
    const stack = Stack.of(this);
    // Prefixes are unique in a region, so the default has the account.
    const prefix = settings.signIn.prefix ?? `${physicalName(settings)}-${stack.account}`;
    const domain = new CfnUserPoolDomain(this, "Domain", {
      userPoolId: pool.userPoolId,
      domain: prefix,
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without branding the pages are unavailable.
    const branding = new CfnManagedLoginBranding(this, "Branding", {
      userPoolId: pool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    branding.addResourceDependency(domain);
    this.url = `https://${prefix}.auth.${stack.region}.amazoncognito.com`;
  }

  /** The address of the sign-in pages. The redirecting page adds the challenge. */
  authorizeUrl(publicUrl: string): string {
    const client = `client_id=${this.client.userPoolClientId}&redirect_uri=${publicUrl}${consolePaths.callback}`;
    return `${this.url}/oauth2/authorize?response_type=code&scope=openid+email&${client}`;
  }
}
