import { Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { ServiceFunction } from "./service-function.ts";

/** Letters and digits; 64 of them are 381 bits, more than the 256 that the keys derived from them have. */
const keyLength = 64;

/**
 * The key from which those of links, codes and address hashes are derived. The secret is a JSON object: `current` names
 * the member that signs, `lasting` the one that is never removed, every other member is a key that still verifies.
 */
export class MasterKey extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secret = new Secret(this, "Secret", {
      description: "Master key of links, codes and address hashes; { current, lasting, <key id>: <key> … }",
      // Never to be changed: on any change in here CloudFormation writes a new value over the old, and with it over every
      // key that was added. No link, code, pseudonym or customer id that was handed out would exist any more.
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: "1", lasting: "1" }),
        generateStringKey: "1",
        passwordLength: keyLength,
        excludePunctuation: true,
      },
    });
    Validations.of(this.secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Rotation adds a key and moves `current`; links in mailboxes must verify under the old key until they expire, which the Secrets Manager rotation of one value cannot express.",
    });
  }

  /** Lets a function read the key, and tells it where. */
  grantRead(to: ServiceFunction): void {
    to.allow(["secretsmanager:GetSecretValue"], [this.secret.secretArn]);
    to.configure("masterKey", this.secret.secretArn);
  }
}
