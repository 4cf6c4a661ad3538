import type { SampleNames } from "../../../shared/gallery/names.ts";
import type { RequestedOffer } from "../../../shared/invitation/mails/request-facts.ts";
import type { MailDraftInput } from "../../../shared/invitation/mails/mail-draft.ts";
import type { RequestMailInput } from "../../../shared/invitation/mails/request-mail.ts";
import { loadRequestMailTexts } from "../../../shared/invitation/mails/request-texts.ts";
import type { Locale } from "../../../shared/policy/locales.ts";
import { inEveryLanguage } from "../../support/pages/in-every-language.ts";

/** The personal link of the tests, as long as a real one. */
export const link =
  "https://rapport.example/i/inv_01JD0000000000000000000000.3.1.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** The link to stop mails. */
export const unsubscribeUrl =
  "https://rapport.example/u/ptn_01JD0000000000000000000002.0123456789ABCDEFGHJKMNPQRS.AAAA";

/** What is asked there. */
export const aRequestedOffer = (named: Partial<RequestedOffer> = {}): RequestedOffer => ({
  relationship: "reseller",
  isRestoration: false,
  purpose: null,
  permissions: ["User administrator", "Help desk"].map((name) => ({ name, risk: "medium" as const, required: false })),
  duration: "P365D",
  autoExtend: false,
  ...named,
});

/** The same text wherever somebody typed something. */
export const namedEverywhere = (typed: string): SampleNames => ({
  ...{ operator: typed, customer: typed, partner: typed, person: typed },
  ...{ address: typed, permission: typed, words: typed },
});

const texts = await inEveryLanguage(loadRequestMailTexts);

type Named<Input> = Partial<Input> & { readonly locale?: Locale };

/** What a mail about a request tells, with everything a test does not name. */
export const aRequest = ({ locale = "en", ...named }: Named<RequestMailInput> = {}): RequestMailInput => ({
  texts: texts[locale],
  operatorName: "Fabrikam Cloud",
  partner: {
    displayName: "Contoso Partner",
    laterName: null,
    replyTo: "hello@contoso-partner.example",
    verifiedAt: "2026-03-08T14:03:00.000Z",
  },
  customer: { contactName: "Ada", organization: "Contoso" },
  message: { subject: "Working together", text: "Hello Ada,\n\nplease read {{link}} today.\nThank you" },
  handedOverBy: null,
  unsubscribeUrl,
  offer: aRequestedOffer(),
  link,
  expiresAt: "2026-12-22T14:03:00.000Z",
  ...named,
});

/** The same as a mail that the partner sends by hand. */
export const aDraft = ({ locale = "en", ...named }: Named<MailDraftInput> = {}): MailDraftInput => ({
  ...aRequest(),
  customer: { email: "it@contoso.example", contactName: "Ada" },
  texts: texts[locale].message,
  sandbox: null,
  ...named,
});

/** Every address that the markup lets a reader click. */
export const clickable = (markup: string): string[] => [
  ...new Set([...markup.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map((found) => found[1] ?? "")),
];

/** Text that tries to be more than text. */
export const hostileTexts = {
  html: `<script>alert(1)</script><img src=x onerror="alert(1)">`,
  attribute: `" onmouseover="alert(1)" '`,
  header: "Hi\r\nBcc: everyone@victim.example\r\n\r\nbody",
  links: "Visit http://evil.example, www.evil.example or me@evil.example now",
  direction: "invoice\u202Efdp.exe\u2066\u200F",
  control: "a\u0000b\u001Bc\u0085d",
  lookAlike: "Соntoso Раrtner",
  template: "{{link}} {{footer}} $& $1",
  long: "x<".repeat(32_768),
} as const;
