import { Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { ServiceFunction } from "./service-function.ts";

/** 64 letters and digits have 381 bits, more than the 256 bits of the derived keys. */
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
      // Never change this: on any change CloudFormation generates a new value and overwrites all keys. Every existing link, code
      // and pseudonym would become invalid.
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

  /** Grants a function access to the key, and sets its ARN. */
  grantRead(to: ServiceFunction): void {
    to.allow(["secretsmanager:GetSecretValue"], [this.secret.secretArn]);
    to.configure("masterKey", this.secret.secretArn);
  }
}
