import { Aws, CfnOutput } from "aws-cdk-lib";
import { CfnRecordSet } from "aws-cdk-lib/aws-route53";
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { domainOfSender, mailFromOf } from "../settings/mail.ts";
import type { Settings } from "../settings.ts";
import type { ServiceFunction } from "./service-function.ts";

/** A record of DNS, its value as a zone file has it. */
interface DnsRecord {
  readonly id: string;
  readonly name: string;
  readonly type: "CNAME" | "MX" | "TXT";
  readonly value: string;
}

/** Every identity of the account: in the sandbox SES also asks whether the role may send to the recipient's. */
export const anyIdentity = {
  arn: `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/*`,
  finding: "arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*",
};

/** Seconds for which resolvers keep a record. */
const timeToLive = "1800";

/**
 * The identity that every mail comes from. A domain is verified by records, which are outputs and are written where a
 * hosted zone is named: with them mails carry the domain's signature (DKIM), and bounces return to a domain below it (SPF).
 */
export class SenderIdentity extends Construct {
  /** ARN of the identity. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { mail }: Settings) {
    super(scope, id);
    const isDomain = mail.identity === "domain";
    const name = isDomain ? domainOfSender(mail.sender) : mail.sender;
    // Made from the name, because an export in use could not change with the sender.
    this.arn = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/${name}`;
    if (mail.existing) return;
    // Two ids, so that a switch to an address does not replace and delete the domain's identity.
    const identity = new EmailIdentity(this, isDomain ? "Identity" : "Address", {
      identity: isDomain ? Identity.domain(name) : Identity.email(name),
      // Forwarded bounces would put customers' addresses and mails into the sender's mailbox.
      feedbackForwarding: false,
      ...(isDomain && {
        mailFromDomain: mailFromOf(mail),
        // Mails are sent before the records exist: the DKIM signature alone satisfies DMARC.
        mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      }),
    });
    if (isDomain) this.publish(recordsOf(identity, mailFromOf(mail)), mail.hostedZone?.id);
  }

  /** Grants a function access to the account's suppression list. */
  grantAccountList(to: ServiceFunction): void {
    to.allowEverywhere(
      ["ses:GetSuppressedDestination", "ses:DeleteSuppressedDestination"],
      "SES keeps one suppression list for the account and knows no narrower resource for these two actions.",
    );
  }

  /** Adds an output for each record, and creates it if the zone is known. */
  private publish(records: readonly DnsRecord[], hostedZoneId: string | undefined): void {
    for (const { id, name, type, value } of records) {
      new CfnOutput(this, `Output${id}`, { key: `MailRecord${id}`, value: `${name} ${type} ${value}` });
      if (hostedZoneId === undefined) continue;
      new CfnRecordSet(this, `Record${id}`, { hostedZoneId, name, type, ttl: timeToLive, resourceRecords: [value] });
    }
  }
}

/** The records with which SES verifies the domain (SES guide, "Easy DKIM" and "Custom MAIL FROM domain"). */
const recordsOf = (identity: EmailIdentity, mailFrom: string): DnsRecord[] => [
  ...identity.dkimRecords.map(({ name, value }, at): DnsRecord => ({
    id: `Dkim${at + 1}`,
    name,
    type: "CNAME",
    value,
  })),
  { id: "MailFromMx", name: mailFrom, type: "MX", value: `10 feedback-smtp.${Aws.REGION}.amazonses.com` },
  { id: "MailFromSpf", name: mailFrom, type: "TXT", value: '"v=spf1 include:amazonses.com ~all"' },
];
