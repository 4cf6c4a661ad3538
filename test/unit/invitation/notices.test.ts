import { expect, test } from "vitest";
import { noticeMails } from "../../../shared/gallery/notices.ts";
import { loadNoticeTexts } from "../../../shared/invitation/mails/texts.ts";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import { locales } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";
import { link, namedEverywhere } from "../mail/a-request.ts";

const texts = await inEveryLanguage(loadNoticeTexts);

const textOf = (kind: string): string => noticeMails(texts.en, link, namedEverywhere("Contoso"))[kind]!.text;

test.each(locales)(
  "a confirmation in %s uses the page's words for whole, partial and no permissions",
  async (locale) => {
    const { accepted } = await loadPageTexts(locale);
    const { subjects, becomes, stays } = texts[locale].confirmation;
    for (const [words, ofPage] of [
      [subjects, accepted.titles],
      [becomes, accepted.becomes],
      [stays, accepted.stays],
    ] as const) {
      expect(words).toEqual(ofPage);
    }
  },
);

test("a confirmation says that permissions extend automatically only when there are any", () => {
  const { extends: words } = texts.en.confirmation;
  expect(textOf("confirmation")).toContain(words);
  expect(textOf("confirmation of nothing")).not.toContain(words);
});
