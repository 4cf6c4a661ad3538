import * as z from "zod";
import { hostedZone, hostName, isWithin } from "./dns.ts";
import { CommandError } from "../commands/run.ts";
import { isReserved } from "./fields.ts";
import { isLocal } from "./stages.ts";

/** The domain settings of a stage. */
interface DomainOfStage {
  readonly stage: string;
  readonly domain?: { readonly certificate?: string | undefined } | undefined;
}

const reserved = "must be a domain of yours: reserved names lead nowhere";

/** Characters of the name of a certificate that ACM makes (RFC 5280). */
const longestCertified = 64;

/** The address under which customers and partners reach a stage. */
export const domainSettings = (stage: string) =>
  z
    .strictObject({
      name: hostName
        .refine((name) => isLocal(stage) || !isReserved(name), reserved)
        .describe("Host of all links and pages. Links in mailboxes hang on it, so it must last."),
      certificate: z
        .string()
        .regex(
          /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
          "must be the ARN of a certificate of ACM, like arn:aws:acm:eu-west-1:123456789012:certificate/…",
        )
        .meta({ title: "ARN of a certificate" })
        .optional()
        .describe("A certificate of ACM for the name, in the stage's region. The stack makes one when absent."),
      hostedZone: hostedZone
        .optional()
        .describe(
          "Where the stack writes the records of name and certificate; without it you enter the name's record.",
        ),
    })
    .superRefine(({ name, certificate, hostedZone: zone }, context) => {
      const fault = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
      if (zone === undefined && certificate === undefined)
        fault(
          "certificate",
          "must be set, or domain.hostedZone, in which the stack can prove that the domain is yours",
        );
      if (certificate === undefined && name.length > longestCertified)
        fault("name", `must have at most ${longestCertified} characters where the stack makes the certificate`);
      if (zone !== undefined && !isWithin(name, zone.name))
        fault("hostedZone.name", `must be ${name} or a domain above it`);
    })
    .describe("The address under which customers and partners reach the stage, instead of the API's own.");

/**
 * Refuses a certificate of another region, which API Gateway would refuse in the middle of a deployment.
 * @param region where the CDK deploys to; undefined where it does not know.
 */
export function checkCertificate({ stage, domain }: DomainOfStage, region = process.env["CDK_DEFAULT_REGION"]): void {
  const its = domain?.certificate?.split(":")[3];
  if (its === undefined || region === undefined || its === region) return;
  throw new CommandError(
    `stages/${stage}.json: domain.certificate is in ${its} and the stage in ${region}; request one in the stage's region.`,
  );
}

/** Origin of links and pages that a stage file names; undefined where the API's own endpoint is used. */
export const originOf = ({ domain }: { readonly domain?: { readonly name: string } | undefined }): string | undefined =>
  domain && `https://${domain.name}`;
