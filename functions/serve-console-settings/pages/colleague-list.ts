import { type PartnerUser } from "../../../shared/users/model.ts";
import { consolePath } from "../../../shared/console/addresses.ts";
import { consolePage } from "../../../shared/console/frame.ts";
import type { ConsoleSetting } from "../../../shared/console/visit.ts";
import { html, type Html } from "../../../shared/html/html.ts";
import { wordsAbout } from "../../../shared/pages/parts.ts";
import { dateInWords } from "../../../shared/policy/words.ts";
import type { OwnTexts } from "../texts.ts";

/** What was done, as the address of the next page names it. */
const actions = ["added", "changed", "resent", "removed"] as const;
export type ColleagueAction = (typeof actions)[number];

const newsOf = ({ done }: ConsoleSetting, { colleagues }: OwnTexts): string | null => {
  const action = actions.find((one) => one === done);
  return action === undefined ? null : colleagues.done[action];
};

function row(user: PartnerUser, setting: ConsoleSetting, texts: OwnTexts): Html {
  const { colleagues: words, console, lang } = texts;
  const isOwn = user.id === setting.user.id;
  return html`<tr>
    <th scope="row">${user.email} ${isOwn && html`<span class="hint">${words.own}</span>`}</th>
    <td data-label="${words.columns.role}">${console.roles[user.role]}</td>
    <td data-label="${words.columns.since}">${dateInWords(user.addedAt, lang)}</td>
    <td class="act">
      ${
        setting.user.role === "admin" &&
        !isOwn &&
        html`<a href="${consolePath(`/colleagues/${user.id}`, { locale: lang })}">
          ${wordsAbout(words.change, user.email)}
        </a>`
      }
    </td>
  </tr>`;
}

/** The partner's users. */
export const colleaguesPage = (
  setting: ConsoleSetting,
  { items, next }: { readonly items: readonly PartnerUser[]; readonly next: string | null },
  texts: OwnTexts,
): string => {
  const { colleagues: words, lang } = texts;
  const to = (path: string, cursor?: string): string => consolePath(path, { locale: lang, cursor });
  return consolePage(setting, texts, {
    title: words.title,
    news: newsOf(setting, texts),
    main: html`<p>${words.intro}</p>
      ${
        setting.user.role === "admin" &&
        html`<p class="actions"><a class="button" href="${to("/colleagues/new")}">${words.add}</a></p>`
      }
      <table class="people">
        <caption class="hidden">
          ${words.title}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.columns.email}</th>
            <th scope="col">${words.columns.role}</th>
            <th scope="col">${words.columns.since}</th>
            <th scope="col"><span class="hidden">${words.change}</span></th>
          </tr>
        </thead>
        <tbody>
          ${items.map((user) => row(user, setting, texts))}
        </tbody>
      </table>
      ${next !== null && html`<p class="actions"><a class="button secondary" href="${to("/colleagues", next)}">${words.next}</a></p>`}`,
  });
};
