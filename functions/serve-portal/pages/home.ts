import { html, type Html } from "../../../shared/html/html.ts";
import { definitions, linkAbout, wordsAbout } from "../../../shared/pages/parts.ts";
import { dateInWords, say } from "../../../shared/policy/words.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import { portalPath } from "../addresses.ts";
import type { CustomerPageSetting } from "../page-setting.ts";
import type { PartnerModel } from "../partner-model.ts";
import type { PortalTexts } from "../texts.ts";
import { sessionPage } from "./frame.ts";
import { grantTable } from "./grants.ts";
import { axisOf, type Axis } from "./timeline.ts";
import { statusNotes, support, verification } from "./partner.ts";

const pathOf = ({ id }: PartnerModel, { lang }: PortalTexts): string =>
  portalPath(`/relationships/${id}`, { locale: lang });

const card = (model: PartnerModel, operator: string, axis: Axis, texts: PortalTexts): Html => {
  const { partner, type, since } = model;
  const { partner: words, home, lang } = texts;
  // A partner can have one relationship of each type.
  const names = { partner: partner.displayName, type: words.types[type] };
  return html`<section class="card" aria-labelledby="${model.id}">
    <h2 id="${model.id}">${partner.displayName} – ${names.type}</h2>
    <p class="facts">
      <span>${words.types[type]}: ${words.about[type]}</span>
      <span>${say(words.since, { date: dateInWords(since, lang) })}</span>
    </p>
    ${statusNotes(model, operator, texts)} ${grantTable(model, { axis, open: null }, texts)}
    ${definitions([words.verified, verification(model, operator, texts)], [words.support, support(model, texts)])}
    <p class="actions">
      <a class="button secondary" href="${pathOf(model, texts)}"
        >${wordsAbout(home.manage, say(home.manageAbout, names))}</a
      >
    </p>
  </section>`;
};

const endedRow = (model: PartnerModel, texts: PortalTexts): Html => {
  const { partner, type, since, endedAt } = model;
  const { home, partner: words, lang } = texts;
  const values = { type: words.types[type], since: dateInWords(since, lang) };
  const span =
    endedAt === null ? say(home.endedSince, values) : say(home.endedOn, { ...values, end: dateInWords(endedAt, lang) });
  return html`<li>
    ${linkAbout(pathOf(model, texts), partner.displayName, `(${values.type})`)}
    <span class="hint">${span}</span>
  </li>`;
};

/** The customer's partners with their permissions, and below them the ended relationships. */
export function homePage(
  setting: CustomerPageSetting & { readonly partners: readonly PartnerModel[]; readonly now: Instant },
  texts: PortalTexts,
): string {
  const { partners, operatorName, now } = setting;
  const { title, intro, none, ended } = texts.home;
  const past = partners.filter(({ status }) => status === "terminated");
  const live = partners.filter(({ status }) => status !== "terminated");
  const axis = axisOf(
    live.flatMap(({ grants }) => grants),
    now,
  );
  return sessionPage(setting, texts, {
    title,
    main: html`<p>${live.length === 0 ? none : intro}</p>
      ${live.map((model) => card(model, operatorName, axis, texts))}
      ${
        past.length > 0 &&
        html`<h2>${ended}</h2>
          <ul class="plain-list">
            ${past.map((model) => endedRow(model, texts))}
          </ul>`
      }`,
  });
}
