import { Duration, Stack, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  StringAttribute,
  UserPool,
  UserPoolEmail,
  UserPoolOperation,
  type CfnUserPool,
  type UserPoolProps,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { UserAction } from "../../shared/manifest.ts";
import { userAttributes } from "../../shared/names.ts";
import { isProduction, physicalName, type Settings } from "../settings.ts";
import { userInvitation, userVerification } from "../user-mails.ts";
import type { SenderIdentity } from "./sender-identity.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Cognito adds the prefix itself to the attributes it is given. */
export const customAttribute = (name: string): string => name.replace(/^custom:/, "");

/** What the user pool stands on. */
export interface IdentityProps {
  readonly settings: Settings;
  readonly shaper: ServiceFunction;
  readonly sender: SenderIdentity;
}

/** Users of partners and of the operator. Only the operator makes them; nobody signs up, nobody writes a role. */
export class Identity extends Construct {
  readonly pool: UserPool;

  constructor(scope: Construct, id: string, { settings, shaper, sender }: IdentityProps) {
    super(scope, id);
    this.pool = new UserPool(this, "Pool", {
      userPoolName: physicalName(settings),
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
        // Longer than a holiday; after that another one is sent on request.
        tempPasswordValidity: Duration.days(21),
      },
      ...mailsOf(settings, Stack.of(this).region),
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: isProduction(settings),
    });
    if (settings.signIn.mails === "ses") {
      // Whatever SES verified, be it the address or its whole domain.
      const pool = this.pool.node.defaultChild as CfnUserPool;
      pool.addPropertyOverride("EmailConfiguration.SourceArn", sender.arn);
    }
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, shaper.lambda, LambdaVersion.V2_0);
    Validations.of(this.pool).acknowledge({
      id: "AwsSolutions-COG8",
      reason:
        "Threat protection of the Plus plan judges passwords and sign-ins; every user here is made by the operator and signs in with a second factor, and Plus costs more than the rest of a small deployment.",
    });
  }

  /** Lets a function do these things with users, and tells it the pool. */
  grant(to: ServiceFunction, actions: readonly UserAction[]): void {
    to.allow(
      actions.map((action) => `cognito-idp:${action}`),
      [this.pool.userPoolArn],
    );
    to.configure("userPool", this.pool.userPoolId);
  }
}

/**
 * Who mails users. Cognito refuses a pool whose sender SES has not verified, and takes a text of ours only where SES sends,
 * so a stage begins with Cognito's own mails and changes once its sender is verified.
 */
function mailsOf(
  settings: Settings,
  sesRegion: string,
): Pick<UserPoolProps, "email" | "userInvitation" | "userVerification"> {
  if (settings.signIn.mails === "cognito") return {};
  const { mail, operator } = settings;
  return {
    email: UserPoolEmail.withSES({ fromEmail: mail.sender, fromName: operator.name, sesRegion }),
    userInvitation: userInvitation(settings),
    userVerification: userVerification(settings),
  };
}
