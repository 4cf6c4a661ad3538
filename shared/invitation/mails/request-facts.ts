import { mayNarrow, type RelationshipType } from "../../terms/model.ts";
import type { Duration, Instant } from "../../kernel/time.ts";
import { html, type Html } from "../../html/html.ts";
import { risks, type Risk } from "../../policy/permissions.ts";
import { servicesWithoutPermission } from "../../policy/services.ts";
import type { ComparedGrant } from "../../relationship/rules/amendment.ts";
import { dateInWords, durationInWords, instantInWords, listInWords, say } from "../../policy/words.ts";
import { inertHtml, inertText } from "../../mail/mail-text.ts";
import type { RequestMailTexts } from "./request-texts.ts";

/** A permission by its name, in a mail. The cloud may require it. */
export interface RequestedPermission {
  readonly name: string;
  readonly risk: Risk;
  readonly required: boolean;
  /** Why it is asked, in the partner's words, if that was said. */
  readonly purpose?: string | undefined;
  /** How it compares with what the partner may do now; absent for a new relationship. */
  readonly change?: Pick<ComparedGrant, "change" | "heldUntil"> | undefined;
}

/** What a request asks for, as mails show it. */
export interface RequestedOffer {
  readonly relationship: RelationshipType;
  readonly isRestoration: boolean;
  /** Why the partner asks, in its words; null if that was not said. */
  readonly purpose: string | null;
  readonly permissions: readonly RequestedPermission[];
  readonly duration: Duration;
  readonly autoExtend: boolean;
}

/** A permission with its risk in words, and its purpose. */
interface ListedPermission {
  readonly words: string;
  readonly purpose: string | null;
  readonly isHigh: boolean;
}

/** The facts that Rapport adds to the partner's message. */
export interface RequestFacts {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly permissions: readonly { readonly intro: string; readonly listed: readonly ListedPermission[] }[];
}

interface Request {
  readonly texts: RequestMailTexts;
  readonly operatorName: string;
  readonly partner: { readonly displayName: string };
  readonly offer: RequestedOffer;
  readonly expiresAt: Instant;
}

/** The facts of a request, in the customer's language. */
export const requestFacts = ({ texts, operatorName, partner, offer, expiresAt }: Request): RequestFacts => {
  const names = { partner: partner.displayName, operator: operatorName };
  const lines = [
    say(offer.isRestoration ? texts.restoration.relationship : texts.relationship[offer.relationship], names),
    ...(offer.purpose === null ? [] : [say(texts.purpose, { ...names, purpose: offer.purpose })]),
    lasting(offer, texts),
    say(texts.deadline, { instant: instantInWords(expiresAt, texts.lang) }),
  ];
  return { heading: say(texts.factsHeading, names), lines, permissions: listed(offer, texts) };
};

function lasting({ permissions, relationship, duration, autoExtend }: RequestedOffer, texts: RequestMailTexts): string {
  if (permissions.length === 0)
    return say(texts.noPermissions[relationship], { services: listInWords(servicesWithoutPermission, texts.lang) });
  return say(autoExtend ? texts.extending : texts.duration, { days: durationInWords(duration, texts.lang) });
}

function listed(offer: RequestedOffer, texts: RequestMailTexts): RequestFacts["permissions"] {
  // The highest risks first.
  const wordsOf = (wanted: boolean): ListedPermission[] =>
    offer.permissions
      .filter(({ required }) => required === wanted)
      .toSorted((one, other) => risks.indexOf(other.risk) - risks.indexOf(one.risk))
      .map(({ name, risk, change, purpose }) => ({
        words: compared(say(texts.permission, { name, risk: texts.risks[risk] }), change, texts),
        purpose: purpose === undefined ? null : say(texts.permissionPurpose, { purpose }),
        isHigh: risk === "high",
      }));
  const lists = [
    { intro: texts.requiredPermissions, listed: wordsOf(true) },
    { intro: mayNarrow(offer) ? texts.permissions : texts.askedPermissions, listed: wordsOf(false) },
  ];
  return lists.filter(({ listed: some }) => some.length > 0);
}

function compared(named: string, change: RequestedPermission["change"], { changes, lang }: RequestMailTexts): string {
  if (change === undefined) return named;
  const date = change.heldUntil === null ? "" : dateInWords(change.heldUntil, lang);
  return say(changes[change.change], { named, date });
}

const permissionHtml = ({ words, purpose, isHigh }: ListedPermission): Html => {
  const named = inertHtml(words);
  return html`${isHigh ? html`<strong>${named}</strong>` : named}${purpose !== null && html`<br />${inertHtml(purpose)}`}`;
};

/** The facts as markup for the mail's template. */
export const requestFactsHtml = ({ heading, lines, permissions }: RequestFacts): Html =>
  html`<h2>${inertHtml(heading)}</h2>
    ${lines.map((line) => html`<p>${inertHtml(line)}</p>`)}
    ${permissions.map(
      ({ intro, listed: some }) =>
        html`<p>${intro}</p>
          <ul>
            ${some.map((one) => html`<li>${permissionHtml(one)}</li>`)}
          </ul>`,
    )}`;

/** The facts as plain text. */
export const requestFactsText = ({ heading, lines, permissions }: RequestFacts): string =>
  [
    inertText(heading),
    ...lines.map((line) => `* ${inertText(line)}`),
    ...permissions.flatMap(({ intro, listed: some }) => [
      `* ${intro}`,
      ...some.flatMap(({ words, purpose }) => [
        `  - ${inertText(words)}`,
        ...(purpose === null ? [] : [`    ${inertText(purpose)}`]),
      ]),
    ]),
  ].join("\n");
