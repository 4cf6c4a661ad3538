import { renewalList } from "../../functions/serve-confirm/renewal.ts";
import {
  filledIn,
  loadConfirmTexts,
  type ConfirmTexts,
  type ConfirmWords,
} from "../../functions/serve-confirm/texts.ts";
import { confirmPage } from "../../functions/serve-confirm/view.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { dateInWords, durationInWords, instantInWords, say } from "../../shared/policy/words.ts";
import { notePage } from "../../shared/pages/page.ts";
import { aGrant } from "../support/builders/builders.ts";
import { days, names, type Pages } from "./names.ts";

const groups = ["notifications", "administrator", "recovery", "code", "renewal"] as const;
type Words = Parameters<typeof filledIn>[0];
const isWords = (words: object): words is Words => "paragraphs" in words;

/** Every page behind a link that confirms or stops something. */
export async function confirmPages(lang: Locale): Promise<Pages> {
  const texts = await loadConfirmTexts(lang);
  const setting = {
    locale: lang,
    operatorName: names.operator,
    path: "/confirm/token",
    state: "waiting",
    sandbox: false,
  };
  const values = {
    ...{ ...names, by: `${names.person} (${names.address})`, reason: "We have lost access", limit: "10" },
    ...{ coolOff: durationInWords("P7D", lang), days: durationInWords("P14D", lang) },
    ...{ until: instantInWords(days.eighth, lang), date: instantInWords(days.first, lang) },
  };
  const shown = (name: string, words: ConfirmWords): string =>
    confirmPage({ ...setting, state: "waiting", path: `/confirm/${name}`, words: () => words }, texts);
  const link = say(texts.recovery.link.due, { date: dateInWords(days.first, lang) });
  const listed = (group: string, state: string): Partial<ConfirmWords> =>
    group === "renewal" && ["waiting", "renewed"].includes(state) ? { list: grants(texts) } : {};
  return {
    ...Object.fromEntries(
      groups.flatMap((group) =>
        Object.entries<object>(texts[group])
          .filter(([, words]) => isWords(words))
          .map(([state, words]) => [
            `${group}: ${state}`,
            shown(group, { ...filledIn(words as Words, { ...values, link }), ...listed(group, state) }),
          ]),
      ),
    ),
    "recovery: waiting, link sent": shown(
      "recovery",
      filledIn(texts.recovery.waiting, { ...values, link: texts.recovery.link.sent }),
    ),
    unknown: notePage({ operatorName: names.operator }, texts, texts.unknown),
  };
}

const grants = (texts: ConfirmTexts) =>
  renewalList(
    ["directory.admin", "users.admin", "reports.read"].map((permission) => ({
      ...{ ...aGrant(), permission, endsAt: days.eleventh },
    })),
    texts,
  );
