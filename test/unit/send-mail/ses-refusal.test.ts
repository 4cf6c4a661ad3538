import { describe, expect, test } from "vitest";
import { isRefusal, refusedForWhat } from "../../../functions/send-mail/ses-refusal.ts";

const invalid = "InvalidParameterValue";

describe("an error of SES", () => {
  const account = [
    ["MessageRejected", "Email address is not verified. The following identities failed the check in region EU-WEST-1"],
    ["MessageRejected", "Sending paused for this account. For more information, please check the inbox"],
    ["MessageRejected", "Domain contains illegal character"],
    ["Throttling", "Maximum sending rate exceeded."],
    ["ThrottlingException", "Daily message quota exceeded."],
    ["AccessDenied", "not authorized to perform ses:SendRawEmail"],
    ...[
      ...["AccountSendingPausedException", "ConfigurationSetSendingPausedException", "ConfigurationSetDoesNotExist"],
      ...["MailFromDomainNotVerifiedException", "MailFromDomainNotVerified", "AccountSuspendedException"],
      ...["LimitExceededException", "AccessDeniedException", "OptInRequired", "InvalidClientTokenId"],
      ...["SignatureDoesNotMatch", "RequestExpired", "SomethingNew", ""],
    ].map((name) => [name, ""]),
  ];
  const address = [
    ...["Missing final '@domain'", "Local address contains control or whitespace", "Illegal address"],
    ...["Local address contains illegal character", "Domain contains illegal character", "Missing local name"],
    ...["Domain contains control or whitespace", "Domain starts with dot"],
  ];
  const text = [
    "Message length is more than 10485760 bytes long: '10485761'.",
    "Transaction failed: Expected MIME type",
  ];
  const nobody = [invalid, "MissingParameter", "ValidationError", "MalformedInput", "BadRequestException"];

  test.each([
    ...account.map((error) => ["account", ...error]),
    ...address.map((message) => ["address", invalid, message]),
    ...text.map((message) => ["text", invalid, message]),
    ...nobody.map((name) => ["nobody", name, "Invalid message tag"]),
  ])("is the fault of “%s” with the name '%s' and the message '%s'", (fault, name, message) => {
    expect(refusedForWhat({ name, message })).toBe(fault);
  });

  test("with status 413 is a fault of the text under any name", () => {
    expect(refusedForWhat({ name: "UnknownError", $metadata: { httpStatusCode: 413 } })).toBe("text");
  });

  test.each([
    [400, true],
    [403, true],
    [499, true],
    [500, false],
    [503, false],
    [undefined, false],
  ])("with status %s is a certain refusal: %s", (httpStatusCode, certain) => {
    expect(isRefusal({ $metadata: { httpStatusCode } })).toBe(certain);
    expect(isRefusal(new Error("socket hang up"))).toBe(false);
  });
});
