import type { RefusedFor } from "../../shared/delivery/rules/mail-refusal.ts";

/** An error of SES or of the way to it. */
export interface SesError {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Errors by which SES says that the request is at fault and not the account. Every other one waits, unknown ones too:
 * `MessageRejected` comes for an account in the sandbox, a paused one and an identity that is not verified.
 */
const ofTheRequest: readonly string[] = [
  "InvalidParameterValue",
  "InvalidParameterCombination",
  "MissingParameter",
  "MalformedInput",
  "MalformedQueryString",
  "ValidationError",
  "ValidationException",
  "SerializationException",
  "RequestEntityTooLarge",
  "BadRequestException",
];

/** The words of the mail library behind SES on an address that it cannot parse. */
const addressWords =
  /\b(?:local (?:address|name)|domain (?:contains|starts|ends)|missing (?:final|domain|local|user name)|illegal (?:address|semicolon|route-addr|whitespace)|empty address)/i;

/** Of a mail that is too large, or whose parts SES cannot parse. */
const textWords = /\bmessage (?:length|size)\b|\btoo (?:large|long|big)\b|\btransaction failed\b/i;

/** Who can mend a refusal of SES. */
export function refusedForWhat({ name = "", message = "", $metadata }: SesError): RefusedFor {
  if ($metadata?.httpStatusCode === 413) return "text";
  if (!ofTheRequest.includes(name)) return "account";
  if (addressWords.test(message)) return "address";
  return textWords.test(message) ? "text" : "nobody";
}

/** Whether SES certainly did not take the mail. After a lost answer or a fault of its own, it may have. */
export const isRefusal = ({ $metadata }: SesError): boolean => {
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500;
};
