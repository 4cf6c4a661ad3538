import { describe, expect, test } from "vitest";
import { codeMail } from "../../../shared/codes/mails.ts";
import { messageTexts } from "../../../shared/invitation/mails/messages/texts.ts";
import { messageOf } from "../../../shared/invitation/mails/messages.ts";
import { invitationMail, reminderMail } from "../../../shared/invitation/mails/request-mail.ts";
import { requestMailTexts } from "../../../shared/invitation/mails/requests/texts.ts";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { englishWordsIn } from "../../support/pages/english-words.ts";
import { roomsWithMailTexts, sentencesIn } from "../../support/pages/mail-sentences.ts";
import { aRequest, aRequestedOffer } from "./a-request.ts";

/** Every text, said with values that can be told apart, and its place. */
const said = (value: unknown, place = ""): [place: string, text: string][] => {
  if (typeof value === "string") return [[place, value]];
  if (typeof value !== "function") {
    return Object.entries(value as object).flatMap(([name, inner]) => said(inner, `${place}/${name}`));
  }
  const names = Object.assign(Object("PARTNER"), { partner: "PARTNER", operator: "OPERATOR", code: "CODE" }) as object;
  return [[place, String((value as (...values: unknown[]) => string)(names, "MOMENT"))]];
};
const namesIn = (text: string): string[] => [...new Set(text.match(/PARTNER|OPERATOR|MOMENT|CODE/g) ?? [])].toSorted();

const stop = "https://rapport.example/stop/code.x";

/** The words of all languages for what is done once more. */
const repeats = /\bagain\b|erneut|di nuovo|redemand|nouveau|de nuevo/i;

describe.each(locales)("(B15) mails in %s", (locale) => {
  test("say everything, with the same names at the same places, and nothing in English", () => {
    const textsOf = (one: Locale) => said({ requests: requestMailTexts[one], messages: messageTexts[one] });
    const english = new Map(textsOf("en"));
    const own = textsOf(locale);
    expect(own.map(([place]) => place)).toEqual([...english.keys()]);
    for (const [place, text] of own) {
      expect(text.trim(), place).not.toBe("");
      expect(text, place).not.toMatch(/undefined|\[object/);
      expect(namesIn(text), place).toEqual(namesIn(english.get(place) ?? ""));
      if (locale !== "en") expect(text, place).not.toBe(english.get(place));
    }
    expect(requestMailTexts[locale].lang).toBe(locale);
  });

  test("(A10) call nothing that is asked of a relationship a repeat: it may never have been asked before", () => {
    const texts = [requestMailTexts[locale].restoration, messageTexts[locale].restoration];
    for (const [place, text] of said(texts)) expect(text, place).not.toMatch(repeats);
  });

  test("greet with a name and without, and hold the link", () => {
    for (const contactName of ["Ada", null]) {
      const customer = { contactName, organization: null };
      const { subject, parts } = messageOf(aRequest({ locale, message: null, customer }));
      expect(subject).toContain("Contoso Partner");
      expect(parts.join().includes("Ada")).toBe(contactName !== null);
      expect(parts).toHaveLength(2);
    }
  });

  test("speak English only where that was asked for", () => {
    const request = aRequest({ locale, message: null });
    const nothing = { permissions: [], autoExtend: true } as const;
    const required = { permissions: [{ name: "x", required: true }], autoExtend: true };
    const offers = [{ ...required, isRestoration: true }, required, nothing].map(aRequestedOffer);
    const names = { operatorName: request.operatorName, partnerName: request.partner.displayName };
    const mails = [
      invitationMail(request),
      invitationMail({ ...request, handedOverBy: "x", partner: { ...request.partner, isVerified: false } }),
      ...offers.map((offer) => invitationMail({ ...request, offer })),
      reminderMail({ ...request, offer: offers[0]!, unsubscribeUrl: "https://rapport.example/u/x" }),
      reminderMail({ ...request, unsubscribeUrl: "https://rapport.example/u/x" }),
      codeMail({ locale, ...names, code: "01234567", minutes: 30, link: stop }),
    ];
    for (const { subject, text, html } of mails) {
      const found = [subject, text, html].flatMap(englishWordsIn);
      if (locale === "en") expect(found).not.toEqual([]);
      else expect(found).toEqual([]);
      expect(html).toContain(`<html lang="${locale}"`);
    }
  });

  test("bring a code, first in the subject whatever the partner is called, and say how long it lives", () => {
    const names = { operatorName: "Fabrikam Cloud", partnerName: "Contoso Partner" };
    const input = { ...names, code: "01234567", minutes: 30, link: stop };
    const { subject, text, html } = codeMail({ locale, ...input });
    for (const partnerName of ["Contoso Partner", "87654321", "\u202E".repeat(300), "x".repeat(300)]) {
      expect(codeMail({ locale, ...input, partnerName }).subject).toMatch(/^01234567 \D/);
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

describe.each(roomsWithMailTexts)("(B15) the texts of mails about %s", (folder) => {
  const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted();

  test.each(locales)("in %s say all of it with the same names, and nothing in English", (locale) => {
    const english = new Map(sentencesIn(folder, "en"));
    const own = sentencesIn(folder, locale);
    expect(own.map(([place]) => place)).toEqual([...english.keys()]);
    for (const [place, text] of own) {
      expect(text.trim(), place).not.toBe("");
      expect(placeholders(text), place).toEqual(placeholders(english.get(place) ?? ""));
      const isFormat = /^[^\p{L}]*$/u.test(text.replaceAll(/\{\w+\}/g, ""));
      if (locale !== "en" && !isFormat) expect(text, place).not.toBe(english.get(place));
      if (locale !== "en") expect(englishWordsIn(text.replaceAll(/\{\w+\}/g, "")), place).toEqual([]);
    }
  });
});
