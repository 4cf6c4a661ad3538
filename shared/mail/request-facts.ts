import type { RelationshipType } from "../domain/offer.ts";
import type { Duration, Instant } from "../domain/time.ts";
import { html, type Html } from "../http/html.ts";
import { inLocale, type Locale } from "../policy/locales.ts";
import { durationInWords, instantInWords } from "../policy/words.ts";
import { inertText } from "./mail-text.ts";
import { requestMailTexts } from "./requests/texts.ts";

/** What the system itself says of a request, whatever the partner wrote. Inert text throughout. */
export interface RequestFacts {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly permissions: { readonly intro: string; readonly names: readonly string[] } | null;
}

interface Request {
  readonly locale: Locale;
  readonly operatorName: string;
  readonly partner: { readonly displayName: string };
  readonly offer: {
    readonly relationship: RelationshipType;
    readonly permissionNames: readonly string[];
    readonly duration: Duration;
  };
  readonly expiresAt: Instant;
}

/** The facts of a request, in the customer's language. */
export const requestFacts = ({ locale, operatorName, partner, offer, expiresAt }: Request): RequestFacts => {
  const texts = inLocale(requestMailTexts, locale);
  const asksNone = offer.permissionNames.length === 0;
  const lines = [
    texts.relationship[offer.relationship]({ partner: partner.displayName, operator: operatorName }),
    asksNone ? texts.noPermissions : texts.duration(durationInWords(offer.duration, texts.lang)),
    texts.deadline(instantInWords(expiresAt, texts.lang)),
  ];
  const permissions = asksNone ? null : { intro: texts.permissions, names: offer.permissionNames.map(inertText) };
  return { heading: texts.factsHeading, lines: lines.map(inertText), permissions };
};

/** The facts as markup for the mail's template. */
export const requestFactsHtml = ({ heading, lines, permissions }: RequestFacts): Html =>
  html`<h2>${heading}</h2>
    ${lines.map((line) => html`<p>${line}</p>`)}
    ${
      permissions &&
      html`<p>${permissions.intro}</p>
        <ul>
          ${permissions.names.map((name) => html`<li>${name}</li>`)}
        </ul>`
    }`;

/** The facts as plain text. */
export const requestFactsText = ({ heading, lines, permissions }: RequestFacts): string =>
  [
    heading,
    ...lines.map((line) => `* ${line}`),
    ...(permissions === null ? [] : [`* ${permissions.intro}`, ...permissions.names.map((name) => `  - ${name}`)]),
  ].join("\n");
