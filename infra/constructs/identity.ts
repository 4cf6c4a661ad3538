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

/** The name without the prefix, which Cognito adds. */
export const customAttribute = (name: string): string => name.replace(/^custom:/, "");

/** The properties of `Identity`. */
export interface IdentityProps {
  readonly settings: Settings;
  readonly shaper: ServiceFunction;
  readonly sender: SenderIdentity;
}

/** The user pool of partners' users and operators. There is no sign-up, and users cannot change their role. */
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
        // Longer than a holiday. Another one is sent on request.
        tempPasswordValidity: Duration.days(21),
      },
      ...mailsOf(settings, Stack.of(this).region),
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: isProduction(settings),
    });
    if (settings.signIn.mails === "ses") {
      // The identity that SES verified: the address or its domain.
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

  /** Grants a function these actions on users, and sets the pool's id. */
  grant(to: ServiceFunction, actions: readonly UserAction[]): void {
    to.allow(
      actions.map((action) => `cognito-idp:${action}`),
      [this.pool.userPoolArn],
    );
    to.configure("userPool", this.pool.userPoolId);
  }
}

/**
 * The sender of mails to users. Cognito refuses a sender that SES has not verified, and allows own texts only with SES, so a
 * stage begins with Cognito's own mails and switches after its sender is verified.
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
