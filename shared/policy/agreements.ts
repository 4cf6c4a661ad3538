/** The text a customer agrees to when a partner's request is accepted. */
export interface Agreement {
  readonly version: string;
  readonly title: string;
  /** Path on this deployment where the text is published. */
  readonly url: string;
  /** `sha256:` and 64 hexadecimal digits; frozen into every offer and recorded with every acceptance. */
  readonly hash: string;
}

/** The agreement of every offer issued today. A new text is a new version: an accepted one never changes. */
export const currentAgreement: Agreement = {
  version: "2026-11",
  title: "Customer and partner agreement",
  url: "/agreements/2026-11",
  hash: "sha256:8e97b14029723203caabd7e820fe81f34934c62852deaa081f039dda5e2ca486",
};

const agreements: readonly Agreement[] = [currentAgreement];

/** The agreement of that version, or `undefined`. Every version ever offered stays readable. */
export const findAgreement = (version: string): Agreement | undefined =>
  agreements.find((agreement) => agreement.version === version);
