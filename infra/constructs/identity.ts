import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  UserPoolOperation,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { userAttributes } from "../../shared/names.ts";
import { isProduction, physicalName, type Settings } from "../settings.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Cognito adds the prefix itself to the attributes it is given. */
const customAttribute = (name: string): string => name.replace(/^custom:/, "");

/** Users of partners and of the operator. Only the operator makes them; nobody signs up, nobody writes a role. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: { settings: Settings; publicUrl: string; shaper: ServiceFunction }) {
    super(scope, id);
    const kept = isProduction(props.settings);
    this.pool = new UserPool(this, "Pool", {
      userPoolName: physicalName(props.settings),
      // Claims in access tokens need more than the Lite plan.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      customAttributes: {
        [customAttribute(userAttributes.partner)]: new StringAttribute({ mutable: false, maxLen: 64 }),
        [customAttribute(userAttributes.role)]: new StringAttribute({ mutable: true, maxLen: 32 }),
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: kept,
      removalPolicy: kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, props.shaper.lambda, LambdaVersion.V2_0);
    Validations.of(this.pool).acknowledge({
      id: "AwsSolutions-COG8",
      reason:
        "Threat protection of the Plus plan judges passwords and sign-ins; every user here is made by the operator and signs in with a second factor, and Plus costs more than the rest of a small deployment.",
    });
    const readable = new ClientAttributes().withStandardAttributes({ email: true });
    this.client = this.pool.addClient("Client", {
      userPoolClientName: physicalName(props.settings),
      generateSecret: false,
      preventUserExistenceErrors: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [`${props.publicUrl}/console/callback`],
      },
      authFlows: { userSrp: true },
      readAttributes: readable.withCustomAttributes(...Object.values(userAttributes).map(customAttribute)),
      writeAttributes: readable,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
    });
  }

  /** Lets a function make, change and remove users, and tells it the pool. */
  grantUsers(to: ServiceFunction): void {
    const actions = ["AdminCreateUser", "AdminGetUser", "AdminUpdateUserAttributes", "AdminDeleteUser"];
    to.allow(
      actions.map((action) => `cognito-idp:${action}`),
      [this.pool.userPoolArn],
    );
    to.configure("userPool", this.pool.userPoolId);
  }
}
