import { describe, expect, test } from "vitest";
import { isRefusal, refusedForWhat } from "../../../functions/send-mail/ses-refusal.ts";

const invalid = "InvalidParameterValue";

describe("an error of SES", () => {
  test.each([
    ["MessageRejected", "Email address is not verified. The following identities failed the check in region EU-WEST-1"],
    ["MessageRejected", "Sending paused for this account. For more information, please check the inbox"],
    ["MessageRejected", "Domain contains illegal character"],
    ["AccountSendingPausedException", ""],
    ["ConfigurationSetSendingPausedException", ""],
    ["ConfigurationSetDoesNotExist", ""],
    ["MailFromDomainNotVerifiedException", ""],
    ["MailFromDomainNotVerified", ""],
    ["AccountSuspendedException", ""],
    ["LimitExceededException", ""],
    ["Throttling", "Maximum sending rate exceeded."],
    ["ThrottlingException", "Daily message quota exceeded."],
    ["AccessDenied", "not authorized to perform ses:SendRawEmail"],
    ["AccessDeniedException", ""],
    ["OptInRequired", ""],
    ["InvalidClientTokenId", ""],
    ["SignatureDoesNotMatch", ""],
    ["RequestExpired", ""],
    ["SomethingNew", ""],
    ["", ""],
  ])("%s (%s) is a fault of the account", (name, message) => {
    expect(refusedForWhat({ name, message })).toBe("account");
  });

  test.each([
    "Missing final '@domain'",
    "Local address contains control or whitespace",
    "Local address contains illegal character",
    "Domain contains illegal character",
    "Domain contains control or whitespace",
    "Domain starts with dot",
    "Missing local name",
    "Illegal address",
  ])("with the message '%s' is a fault of the address", (message) => {
    expect(refusedForWhat({ name: invalid, message })).toBe("address");
  });

  test.each(["Message length is more than 10485760 bytes long: '10485761'.", "Transaction failed: Expected MIME type"])(
    "with the message '%s' is a fault of the text",
    (message) => {
      expect(refusedForWhat({ name: invalid, message })).toBe("text");
    },
  );

  test("with status 413 is a fault of the text under any name", () => {
    expect(refusedForWhat({ name: "UnknownError", $metadata: { httpStatusCode: 413 } })).toBe("text");
  });

  test.each([invalid, "MissingParameter", "ValidationError", "MalformedInput", "BadRequestException"])(
    "%s without a known cause is nobody's fault",
    (name) => {
      expect(refusedForWhat({ name, message: "Invalid message tag" })).toBe("nobody");
    },
  );

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
