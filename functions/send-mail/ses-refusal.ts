import type { RefusedFor } from "../../shared/delivery/rules/mail-refusal.ts";

/** An error of SES or of the connection to it. */
export interface SesError {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Errors of the request and not of the account. Every other error is retried, also an unknown one: `MessageRejected` means
 * an account in the sandbox, a paused account or an identity that is not verified.
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

/** Messages of SES's mail library on an address that it cannot parse. */
const addressWords =
  /\b(?:local (?:address|name)|domain (?:contains|starts|ends)|missing (?:final|domain|local|user name)|illegal (?:address|semicolon|route-addr|whitespace)|empty address)/i;

/** Messages on a mail that is too large or that SES cannot parse. */
const textWords = /\bmessage (?:length|size)\b|\btoo (?:large|long|big)\b|\btransaction failed\b/i;

/** What a refusal of SES is about, and so who can fix it. */
export function refusedForWhat({ name = "", message = "", $metadata }: SesError): RefusedFor {
  if ($metadata?.httpStatusCode === 413) return "text";
  if (!ofTheRequest.includes(name)) return "account";
  if (addressWords.test(message)) return "address";
  return textWords.test(message) ? "text" : "nobody";
}

/** Whether SES certainly refused the mail. After a lost response or a server error it may have accepted it. */
export const isRefusal = ({ $metadata }: SesError): boolean => {
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500;
};
