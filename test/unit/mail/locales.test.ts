import { describe, expect, test } from "vitest";
import { sentencesOf } from "../../../infra/build/texts.ts";
import { codeMail, loadCodeMailTexts } from "../../../shared/codes/mails.ts";
import { messageOf } from "../../../shared/invitation/mails/messages.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { aDraft } from "./a-request.ts";

const codes = await inEveryLanguage(loadCodeMailTexts);
const stop = "https://rapport.example/stop/code.x";

/** The words of all languages for what is done once more. */
const repeats = /\bagain\b|erneut|di nuovo|redemand|nouveau|de nuevo/i;

describe.each(locales)("(B15) mails in %s", (locale) => {
  test("(A10) call nothing that is asked of a relationship a repeat: it may never have been asked before", () => {
    const said = ["request-texts", "message-texts"].flatMap((part) =>
      sentencesOf(`shared/invitation/mails/${part}`, locale).filter(([place]) => place.startsWith("/restoration/")),
    );
    expect(said).toHaveLength(7);
    for (const [place, text] of said) expect(text, place).not.toMatch(repeats);
  });

  test("greet with a name and without, and hold the link", () => {
    for (const contactName of ["Ada", null]) {
      const { subject, parts } = messageOf(
        aDraft({ locale, message: null, customer: { email: "it@contoso.example", contactName } }),
      );
      expect(subject).toContain("Contoso Partner");
      expect(parts.join().includes("Ada")).toBe(contactName !== null);
      expect(parts).toHaveLength(2);
    }
  });

  test("bring a code, first in the subject whatever the partner is called, and say how long it lives", () => {
    const names = { operatorName: "Fabrikam Cloud", partnerName: "Contoso Partner" };
    const input = { ...names, code: "01234567", minutes: 30, link: stop };
    const { subject, text, html } = codeMail({ texts: codes[locale], ...input });
    for (const partnerName of ["Contoso Partner", "87654321", "\u202E".repeat(300), "x".repeat(300)]) {
      expect(codeMail({ texts: codes[locale], ...input, partnerName }).subject).toMatch(/^01234567 \D/);
    }
    expect(subject).toContain("Contoso Partner");
    for (const part of [text, html]) {
      expect(part).toContain("01234567");
      expect(part).toContain("30");
      expect(part).toContain(stop);
    }
    expect(html).toContain(`lang="${locale}"`);
  });
});
