import type { OfferPageModel } from "../../../functions/serve-offer/page-models.ts";

/** The same text typed into every field. */
export const typed = (text: string) => ({
  ...{ name: text, title: text, organization: text, code: text, reason: text, colleague: text },
  "colleague-code": text,
});

/** What the offer page shows, with everything a test does not name. */
export const anOfferPage = (named: Partial<OfferPageModel> = {}): OfferPageModel => ({
  locale: "en",
  operatorName: "Fabrikam Cloud",
  link: "inv_01JD0000000000000000000000.3.1.1.AAAA-_AAAA",
  partner: {
    displayName: "Contoso Partner",
    laterName: null,
    contact: "hello@contoso-partner.example",
    verified: { at: "2026-03-01T00:00:00.000Z", how: "company register and a phone call" },
    since: "2024-05-01T00:00:00.000Z",
  },
  customer: { email: "it@contoso.example", organization: "Contoso" },
  relationship: "reseller",
  isRestoration: false,
  purpose: null,
  colleagues: "contoso.example",
  handedOverBy: null,
  customers: [],
  hasOthers: false,
  isRefused: false,
  chosenCustomer: "",
  proof: "",
  permissions: [
    { id: "directory.admin", required: false, checked: true },
    { id: "users.admin", required: false, checked: false },
    { id: "billing.read", required: false, checked: true },
  ],
  durations: [
    { duration: "P30D", endsAt: "2026-12-22T10:00:00.000Z" },
    { duration: "P365D", endsAt: "2027-11-22T10:00:00.000Z" },
  ],
  chosenDuration: "P365D",
  autoExtend: false,
  expiresAt: "2026-12-22T14:03:00.000Z",
  agreement: { version: "2026-11", title: "Customer and partner agreement", url: "/agreements/2026-11" },
  offerDigest: "sha256:0123",
  codeRequired: false,
  codeSent: "no",
  codeNumber: 0,
  canAcceptWithoutPermissions: true,
  values: { ...typed(""), agreement: false },
  errors: [],
  ...named,
});

/** The tag whose attributes contain `attribute`, or an empty string. */
export const tagWith = (markup: string, attribute: string): string =>
  (markup.match(/<[a-z][^>]*>/g) ?? []).find((tag) => tag.includes(attribute)) ?? "";

/** Every element with its attributes, without text. */
export const skeleton = (markup: string): string[] =>
  (markup.match(/<[a-z][^>]*>/g) ?? []).map((tag) => tag.replace(/(value|href)="[^"]*"/g, "").replace(/\s+/g, " "));
