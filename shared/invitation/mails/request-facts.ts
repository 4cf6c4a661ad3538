import { mayNarrow, type RelationshipType } from "../../terms/model.ts";
import type { Duration, Instant } from "../../kernel/time.ts";
import { html, type Html } from "../../html/html.ts";
import { servicesWithoutPermission } from "../../policy/services.ts";
import { durationInWords, instantInWords, listInWords, say } from "../../policy/words.ts";
import { inertHtml, inertText } from "../../mail/mail-text.ts";
import type { RequestMailTexts } from "./request-texts.ts";

/** What a request asks for, as mails show it. */
export interface RequestedOffer {
  readonly relationship: RelationshipType;
  readonly isRestoration: boolean;
  /** By name; permissions that the cloud requires cannot be refused. */
  readonly permissions: readonly { readonly name: string; readonly required: boolean }[];
  readonly duration: Duration;
  readonly autoExtend: boolean;
}

/** The facts that Rapport adds to the partner's message. */
export interface RequestFacts {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly permissions: readonly { readonly intro: string; readonly names: readonly string[] }[];
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
  const namesOf = (wanted: boolean) =>
    offer.permissions.filter(({ required }) => required === wanted).map(({ name }) => name);
  const lists = [
    { intro: texts.requiredPermissions, names: namesOf(true) },
    { intro: mayNarrow(offer) ? texts.permissions : texts.askedPermissions, names: namesOf(false) },
  ];
  return lists.filter(({ names }) => names.length > 0);
}

/** The facts as markup for the mail's template. */
export const requestFactsHtml = ({ heading, lines, permissions }: RequestFacts): Html =>
  html`<h2>${inertHtml(heading)}</h2>
    ${lines.map((line) => html`<p>${inertHtml(line)}</p>`)}
    ${permissions.map(
      ({ intro, names }) =>
        html`<p>${intro}</p>
          <ul>
            ${names.map((name) => html`<li>${inertHtml(name)}</li>`)}
          </ul>`,
    )}`;

/** The facts as plain text. */
export const requestFactsText = ({ heading, lines, permissions }: RequestFacts): string =>
  [
    inertText(heading),
    ...lines.map((line) => `* ${inertText(line)}`),
    ...permissions.flatMap(({ intro, names }) => [`* ${intro}`, ...names.map((name) => `  - ${inertText(name)}`)]),
  ].join("\n");
