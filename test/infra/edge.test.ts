import { App, Stack } from "aws-cdk-lib";
import { CachePolicy, OriginRequestPolicy } from "aws-cdk-lib/aws-cloudfront";
import { Template } from "aws-cdk-lib/assertions";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { routes } from "../../infra/manifests.ts";
import { synthesized, type RawTemplate } from "./synthesized.ts";

const templateFile = fileURLToPath(new URL("../../docs/edge.template.json", import.meta.url));
const page = readFileSync(new URL("../../docs/edge.md", import.meta.url), "utf8");

interface Behaviour {
  readonly PathPattern?: string;
  readonly AllowedMethods: readonly string[];
  readonly CachePolicyId: string;
  readonly OriginRequestPolicyId: string;
}

interface Distribution {
  readonly DefaultCacheBehavior: Behaviour;
  readonly CacheBehaviors: readonly Behaviour[];
}

interface EdgeTemplate extends RawTemplate {
  readonly Parameters: Readonly<Record<string, object>>;
}

/** As the CDK reads it, which takes no property that CloudFormation does not know. */
const included = (() => {
  const stack = new Stack(new App(), "edge");
  new CfnInclude(stack, "Template", { templateFile });
  return Template.fromStack(stack).toJSON() as EdgeTemplate;
})();
const propertiesOf = (type: string) =>
  Object.values(included.Resources).find(({ Type }) => Type === type)!.Properties as Record<string, unknown>;
const { DefaultCacheBehavior: usual, CacheBehaviors: others } = propertiesOf("AWS::CloudFront::Distribution")[
  "DistributionConfig"
] as Distribution;
const rules = JSON.stringify(propertiesOf("AWS::WAFv2::WebACL"));

describe("the template for CloudFront and WAF", () => {
  test("forwards the whole request with its host, which API Gateway needs", () => {
    for (const { OriginRequestPolicyId } of [usual, ...others])
      expect(OriginRequestPolicyId).toBe(OriginRequestPolicy.ALL_VIEWER.originRequestPolicyId);
  });

  test("caches only assets", () => {
    expect(usual.CachePolicyId).toBe(CachePolicy.CACHING_DISABLED.cachePolicyId);
    expect(others.map(({ PathPattern }) => PathPattern)).toEqual(["/assets/*"]);
    expect(others[0]?.CachePolicyId).toBe(CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS.cachePolicyId);
  });

  test("lets every method through that a route has", () => {
    const methods = new Set(routes.map(({ key }) => key.split(" ")[0]!).filter((method) => !method.startsWith("$")));
    expect(usual.AllowedMethods).toEqual(expect.arrayContaining([...methods]));
  });

  test("logs no request paths", () => {
    expect(Object.values(included.Resources).map(({ Type }) => Type)).toEqual([
      "AWS::WAFv2::WebACL",
      "AWS::CloudFront::Distribution",
    ]);
    expect(rules).not.toContain('"SampledRequestsEnabled":true');
    expect(JSON.stringify(included)).not.toContain('"Logging"');
  });

  test("has rules only about paths that exist", () => {
    const paths = [...rules.matchAll(/"SearchString":"([^"]+)"/g)].map(([, path]) => path!);
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !routes.some(({ key }) => key.split(" ")[1]?.startsWith(path)))).toEqual([]);
  });
});

describe("the page about CloudFront and WAF", () => {
  test("gives every parameter that has no default, and none that the template does not have", () => {
    const [, given = ""] = /--parameter-overrides (.+)/.exec(page) ?? [];
    const needed = Object.entries(included.Parameters).flatMap(([name, parameter]) =>
      "Default" in parameter ? [] : [name],
    );
    expect([...given.matchAll(/(\w+)=/g)].map(([, name]) => name)).toEqual(needed);
    for (const name of ["Mode", "ClientCertificate"]) {
      expect(included.Parameters).toHaveProperty(name);
      expect(page).toContain(`${name}=`);
    }
  });

  test("names outputs that the template and the stage have", () => {
    expect(Object.keys(included.Outputs ?? {}).toSorted()).toEqual(["Target"]);
    expect(synthesized("prod").outputs).toHaveProperty("DomainTarget");
    for (const output of ["<Target>", "<DomainTarget>"]) expect(page).toContain(output);
  });
});
