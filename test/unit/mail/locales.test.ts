import { describe, expect, test } from "vitest";
import { sentencesOf } from "../../../infra/build/texts.ts";
import { codeMail, loadCodeMailTexts } from "../../../shared/codes/mails.ts";
import { messageOf } from "../../../shared/invitation/mails/messages.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { aDraft } from "./a-request.ts";

const codes = await inEveryLanguage(loadCodeMailTexts);

/** The words of all languages for what is done once more. */
const repeats = /\bagain\b|erneut|di nuovo|redemand|nouveau|de nuevo/i;

describe.each(locales)("mails in %s", (locale) => {
  test("do not call a request for more permissions a repeated one", () => {
    const found = ["request-texts", "message-texts"].flatMap((part) =>
      sentencesOf(`shared/invitation/mails/${part}`, locale).filter(([place]) => place.startsWith("/restoration/")),
    );
    expect(found).toHaveLength(7);
    for (const [place, text] of found) expect(text, place).not.toMatch(repeats);
  });

  test("have a greeting with and without a name, and a place for the link", () => {
    for (const contactName of ["Ada", null]) {
      const { subject, parts } = messageOf(
        aDraft({ locale, message: null, customer: { email: "it@contoso.example", contactName } }),
      );
      expect(subject).toContain("Contoso Partner");
      expect(parts.join().includes("Ada")).toBe(contactName !== null);
      expect(parts).toHaveLength(2);
    }
  });

  test("have the code first in the subject for any partner name", () => {
    const link = "https://rapport.example/stop/code.x";
    const input = { texts: codes[locale], operatorName: "Fabrikam Cloud", code: "01234567", minutes: 30, link };

    for (const partnerName of ["Contoso Partner", "87654321", "\u202E".repeat(300), "x".repeat(300)])
      expect(codeMail({ ...input, partnerName }).subject).toMatch(/^01234567 \D/);
  });
});
