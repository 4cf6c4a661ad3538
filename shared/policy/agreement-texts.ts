import { currentAgreement } from "./agreements.ts";

/** The text of an agreement, which its hash is taken over. */
export interface AgreementText {
  readonly paragraphs: readonly string[];
  /** The paragraphs joined by a blank line: the exact text, in UTF-8. */
  readonly text: string;
}

const paragraphs = [
  "This agreement is between your organisation (the customer) and the partner named in the request. It is concluded through the operator of this system, who keeps the record of it and is not a party to it.",
  "You appoint the partner for the relationship named in the request. A reseller sells services to you and supports them. An advisor manages services that you buy through another channel.",
  "The partner may use only the permissions that you granted, only to provide and support your services, and only until the end date that you were shown. Permissions that you refused are not part of this agreement.",
  "The partner answers for what its own people do with your permissions, keeps what it learns about your organisation confidential, and tells you without delay of any misuse it becomes aware of.",
  "You may remove any permission, or end the relationship, at any time and without giving a reason. Removing permissions does not end the relationship: the partner remains responsible for supporting you until the relationship ends.",
  "The partner may end the relationship when nothing that it sold to you is still active, or as its contract with you says.",
  "Ending the relationship ends all permissions at once. It does not cancel subscriptions that you have bought; those run on under the terms you bought them on.",
  "The operator records who accepted, with name, e-mail address, title and time, what was offered and what was granted, and gives both sides access to that record. It is kept for as long as the law of the operator's country asks for.",
  "Prices, payment, service levels and liability are not part of this agreement. They are in the contracts between you, the partner and the vendors of the services.",
  "By accepting you confirm that you may act for your organisation in this matter.",
];

/** The text of every version ever offered. */
const texts: ReadonlyMap<string, AgreementText> = new Map([
  [currentAgreement.version, { paragraphs, text: paragraphs.join("\n\n") }],
]);

/** The text of that version. Throws for a version that never was. */
export function agreementText(version: string): AgreementText {
  const text = texts.get(version);
  if (text === undefined) throw new Error(`Agreement ${version} has no text.`);
  return text;
}
