import { html, type Html } from "../../shared/http/html.ts";
import type { Partner } from "../../shared/domain/partner.ts";
import {
  maySend,
  senderModes,
  standingOfSender,
  type Senders,
  type SenderStanding,
} from "../../shared/domain/senders.ts";
import { say } from "../../shared/policy/words.ts";
import { portalPath } from "./addresses.ts";
import type { SessionSetting } from "./page-setting.ts";
import type { PortalTexts } from "./texts.ts";
import { csrfField, sessionPage } from "./view-frame.ts";

type Known = Pick<Partner, "id" | "displayName">;

const row = ({ id, displayName }: Known, senders: Senders, { senders: words, lang }: PortalTexts): Html => {
  const about = say(words.changeAbout, { partner: displayName });
  return html`<tr>
    <th scope="row">${displayName}</th>
    <td>${maySend(senders, id) ? words.may : words.mayNot}</td>
    <td>${words.standings[standingOfSender(senders, id)]}</td>
    <td class="act">
      <a href="${portalPath(`/senders/${id}`, { locale: lang })}"
        >${words.change} <span class="hidden">${about}</span></a
      >
    </td>
  </tr>`;
};

const modeForm = (setting: SessionSetting, { mode }: Senders, { senders: words, lang }: PortalTexts): Html =>
  html`<form method="post" action="${portalPath("/senders", { locale: lang })}">
    ${csrfField(setting)}
    <fieldset>
      <legend>${words.mode}</legend>
      ${senderModes.map(
        (one) =>
          html`<div class="box">
            <input type="radio" id="mode-${one}" name="mode" value="${one}" ${one === mode && html`checked`} />
            <label for="mode-${one}">${words[one]}</label>
          </div>`,
      )}
    </fieldset>
    <p class="actions"><button type="submit">${words.save}</button></p>
  </form>`;

/** Who may ask the customer: the rule, and every partner that it knows. */
export function sendersPage(
  setting: SessionSetting & { readonly senders: Senders; readonly partners: readonly Known[] },
  texts: PortalTexts,
): string {
  const { senders, partners } = setting;
  const { title, intro, heading, none } = texts.senders;
  return sessionPage(setting, texts, {
    title,
    main: html`<p>${intro}</p>
      ${modeForm(setting, senders, texts)}
      <h2 id="partners">${heading}</h2>
      ${
        partners.length === 0
          ? html`<p>${none}</p>`
          : html`<table aria-labelledby="partners">
              <tbody>
                ${partners.map((partner) => row(partner, senders, texts))}
              </tbody>
            </table>`
      }`,
  });
}

/** What can be made of each standing, the first being what the page is mostly about. */
const ways: Readonly<
  Record<SenderStanding, readonly (readonly [SenderStanding, "block" | "unblock" | "list" | "unlist"])[]>
> = {
  neither: [
    ["blocked", "block"],
    ["listed", "list"],
  ],
  blocked: [["neither", "unblock"]],
  listed: [
    ["blocked", "block"],
    ["neither", "unlist"],
  ],
};

/** One partner that may or may not ask, and the buttons that change it: each says what it does, so none asks again. */
export function senderPage(
  setting: SessionSetting & { readonly senders: Senders; readonly partner: Known },
  texts: PortalTexts,
): string {
  const { senders, partner, locale } = setting;
  const names = { partner: partner.displayName };
  const { senders: words } = texts;
  const standing = standingOfSender(senders, partner.id);
  const may = maySend(senders, partner.id);
  return sessionPage(setting, texts, {
    title: say(words.partnerTitle, names),
    names,
    above: html`<p class="back"><a href="${portalPath("/senders", { locale })}">${words.title}</a></p>`,
    main: html`<p>${say(may ? words.mayText : words.mayNotText, names)}</p>
      <p>${standing === "blocked" ? words.unblockText : words.blockText}</p>
      <form method="post" action="${portalPath(`/senders/${partner.id}`, { locale })}" class="actions">
        ${csrfField(setting)}
        ${ways[standing].map(
          ([wanted, way], place) =>
            html`<button type="submit" name="standing" value="${wanted}" class="${place > 0 && "secondary"}">
              ${say(words[way], names)}
            </button>`,
        )}
      </form>`,
  });
}
