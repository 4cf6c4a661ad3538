import { describe, expect, test } from "vitest";
import { checkCertificate } from "../../infra/settings/domain.ts";
import { literal, reference, synthesized } from "./synthesized.ts";

const arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0b5c";
const name = "rapport.operator-of-tests.eu";
const inRoute53 = synthesized("test");
const elsewhere = synthesized("elsewhere", { domain: { name, certificate: arn } });
const without = synthesized("bare", { domain: undefined });

interface DomainName {
  readonly DomainName: string;
  readonly DomainNameConfigurations: readonly [{ readonly CertificateArn: unknown; readonly EndpointType: string }];
}
const domainOf = (stack: typeof inRoute53) => stack.of<DomainName>("AWS::ApiGatewayV2::DomainName")[0]!;

describe("a stage with a domain", () => {
  test("is reached under it alone: the API's own address is off", () => {
    for (const stack of [inRoute53, elsewhere]) {
      const [api] = stack.of<{ DisableExecuteApiEndpoint: boolean }>("AWS::ApiGatewayV2::Api");
      expect(api!.properties.DisableExecuteApiEndpoint).toBe(true);
      const [mapping] = stack.of<{ ApiId: unknown; Stage: unknown }>("AWS::ApiGatewayV2::ApiMapping");
      expect(reference(mapping!.properties.ApiId)).toBe(api!.id);
      expect(domainOf(stack).properties.DomainName).toBe(name);
      expect(literal(stack.outputs["ApiUrl"])).toBe(`https://${name}`);
    }
  });

  test("gets its certificate and its record where a hosted zone is named", () => {
    const [certificate] = inRoute53.of<{ DomainName: string; DomainValidationOptions: unknown }>(
      "AWS::CertificateManager::Certificate",
    );
    expect(certificate!.properties).toMatchObject({
      DomainName: name,
      DomainValidationOptions: [{ DomainName: name, HostedZoneId: "Z0123456789" }],
    });
    const [{ CertificateArn }] = domainOf(inRoute53).properties.DomainNameConfigurations;
    expect(reference(CertificateArn)).toBe(certificate!.id);
    const [record] = inRoute53.of<{ Name: string; Type: string; AliasTarget: { DNSName: unknown } }>(
      "AWS::Route53::RecordSet",
    );
    expect(record!.properties).toMatchObject({ Name: `${name}.`, Type: "A" });
    expect(reference(record!.properties.AliasTarget.DNSName)).toBe(domainOf(inRoute53).id);
  });

  test("refuses a certificate of another region", () => {
    const { settings } = elsewhere;
    expect(() => checkCertificate(settings, "us-east-1")).toThrow(
      "domain.certificate is in eu-west-1 and the stage in us-east-1",
    );
    for (const region of ["eu-west-1", undefined]) expect(() => checkCertificate(settings, region)).not.toThrow();
    expect(() => checkCertificate(inRoute53.settings, "us-east-1")).not.toThrow();
  });

  test("with DNS elsewhere, uses a certificate of the account and outputs the DNS target", () => {
    const [{ CertificateArn }] = domainOf(elsewhere).properties.DomainNameConfigurations;
    expect(CertificateArn).toBe(arn);
    expect(reference(elsewhere.outputs["DomainTarget"])).toBe(domainOf(elsewhere).id);
    expect(() => elsewhere.of("AWS::Route53::RecordSet")).toThrow("no AWS::Route53::RecordSet");
  });
});

test("a stage without a domain is reached at the API's own address", () => {
  const [api] = without.of<{ DisableExecuteApiEndpoint?: boolean }>("AWS::ApiGatewayV2::Api");
  expect(api!.properties.DisableExecuteApiEndpoint ?? false).toBe(false);
  expect(() => without.of("AWS::ApiGatewayV2::DomainName")).toThrow("no AWS::ApiGatewayV2::DomainName");
});
