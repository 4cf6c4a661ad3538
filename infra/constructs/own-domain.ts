import { CfnOutput } from "aws-cdk-lib";
import { ApiMapping, DomainName, type HttpApi, type HttpStage } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { ARecord, PublicHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/** The properties of `OwnDomain`. */
export interface OwnDomainProps {
  readonly domain: NonNullable<Settings["domain"]>;
  readonly api: HttpApi;
  readonly stage: HttpStage;
}

/**
 * The operator's own domain before the API, with its certificate. Links in mailboxes carry it, so they survive a new API.
 * The records are written where a hosted zone is named; without one the output says which record to enter.
 */
export class OwnDomain extends Construct {
  constructor(scope: Construct, id: string, { domain, api, stage }: OwnDomainProps) {
    super(scope, id);
    const { name, hostedZone: zone, certificate: arn } = domain;
    const hostedZone =
      zone &&
      PublicHostedZone.fromPublicHostedZoneAttributes(this, "Zone", { hostedZoneId: zone.id, zoneName: zone.name });
    const certificate =
      arn === undefined
        ? new Certificate(this, "Certificate", {
            domainName: name,
            validation: CertificateValidation.fromDns(hostedZone),
          })
        : Certificate.fromCertificateArn(this, "Certificate", arn);
    const domainName = new DomainName(this, "Name", { domainName: name, certificate });
    new ApiMapping(this, "Mapping", { api, stage, domainName });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    if (hostedZone !== undefined) {
      const target = new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId);
      new ARecord(this, "Address", {
        zone: hostedZone,
        recordName: `${name}.`,
        target: RecordTarget.fromAlias(target),
      });
    }
    new CfnOutput(this, "Target", {
      key: "DomainTarget",
      description: hostedZone ? `Where ${name} leads; its record is written` : `Value of the record ${name} CNAME …`,
      value: regionalDomainName,
    });
  }
}
