/** What somebody typed, wherever a mail repeats it. */
export interface SampleNames {
  readonly operator: string;
  readonly customer: string;
  readonly partner: string;
  readonly person: string;
  readonly address: string;
  readonly permission: string;
  readonly words: string;
}

/** As they could be in a deployment. */
export const sampleNames: SampleNames = {
  operator: "Fabrikam Cloud",
  customer: "Contoso",
  partner: "Adatum Services",
  person: "Ada Lovelace",
  address: "ada@contoso.example",
  permission: "Directory administrator",
  words: "We agreed on it",
};

/** When it happened of which a mail tells. */
export const at = "2026-11-22T14:03:00.000Z";
/** A moment two weeks after that. */
export const later = "2026-12-08T14:03:00.000Z";

export const invitationId = "inv_01JD0000000000000000000001";
export const relationshipId = "rel_01JD0000000000000000000003";
export const requestId = "sup_01JD0000000000000000000005";
