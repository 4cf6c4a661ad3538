import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { html } from "../../../shared/html/html.ts";
import { pageFinisher, privacyPlace } from "../../../shared/html/operator-links.ts";
import { page } from "../../../shared/pages/page.ts";
import { pageTexts } from "../../../shared/pages/texts.ts";
import { noticeMail } from "../../../shared/mail/notice.ts";
import { signedMail } from "../../../shared/mail/signed-mail.ts";
import { loadNoticeTexts } from "../../../shared/invitation/mails/texts.ts";
import { locales, type Locale } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";

const links = {
  contact: "help@cloud.example",
  help: "https://cloud.example/help",
  privacy: "https://cloud.example/privacy?a=1&b=2",
  imprint: "https://cloud.example/imprint",
};
const hrefs = ["mailto:help@cloud.example", links.help, links.privacy, links.imprint];
const loadTexts = pageTexts(async () => ({}));
const aPage = async (lang: Locale): Promise<string> =>
  page({ operatorName: "Example Cloud" }, await loadTexts(lang), { title: "Title", main: html`<p>Text</p>` });
const mailTexts = await inEveryLanguage(loadNoticeTexts);
const aMail = (lang: Locale) =>
  noticeMail({
    texts: mailTexts[lang],
    operator: "Example Cloud",
    subject: "Subject",
    parts: ["Text"],
    footer: "Footer",
  });

describe("the operator's links", () => {
  test.each(locales)("stand in the footer of every page, in words of its language: %s", async (lang) => {
    const $ = load(await pageFinisher(JSON.stringify(links))(await aPage(lang)));
    const drawn = $("footer a").get();
    expect(drawn.map((link) => $(link).attr("href"))).toEqual(hrefs);
    for (const link of drawn) expect($(link).text()).toMatch(/^\p{L}[\p{L} ]+$/u);
    expect($("footer").text()).toContain("Example Cloud");
  });

  test.each(locales)("stand at the end of every mail, in markup and text: %s", async (lang) => {
    const mail = await signedMail(aMail(lang), links);
    const $ = load(mail.html);
    expect(
      $("a")
        .get()
        .map((link) => $(link).attr("href")),
    ).toEqual(hrefs);
    const lines = mail.text.split("\n").slice(-4);
    for (const line of lines) expect(line).toMatch(/^\p{L}[\p{L} ]+\u00a0?: /u);
    expect(lines.map((line) => line.slice(line.indexOf(":") + 2))).toEqual(Object.values(links));
  });

  test("follow what a page says it keeps by the privacy notice, if there is one", async () => {
    const keeping = (await aPage("en")).replace("Text", () => `We keep your name. ${privacyPlace.toString()}`);
    expect(load(await pageFinisher(JSON.stringify(links))(keeping))("main a").attr("href")).toBe(links.privacy);
    expect(load(await pageFinisher("{}")(keeping))("main p").html()).toBe("We keep your name. ");
  });

  test("are only those that the operator has", async () => {
    const $ = load(await pageFinisher('{"imprint":"https://cloud.example/imprint"}')(await aPage("de")));
    expect($("footer a").text()).toBe("Impressum");
    const none = await pageFinisher("{}")(await aPage("de"));
    expect(load(none)("footer").text().trim()).toBe("Example Cloud");
    const mail = await signedMail(aMail("de"), {});
    expect(mail.text).toBe(aMail("de").text);
    expect(mail.html).not.toContain("<!--operator");
  });
});
