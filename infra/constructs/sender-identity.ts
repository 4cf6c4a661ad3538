import { EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/** The identity that every mail comes from; SES verifies it once, and a stage that is deployed anew need not wait for that again. */
export class SenderIdentity extends Construct {
  /** ARN of the identity. */
  readonly arn: string;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.arn = new EmailIdentity(this, "Identity", { identity: Identity.email(settings.mail.sender) }).emailIdentityArn;
  }
}
