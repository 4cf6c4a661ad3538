import { saysTheSame } from "../../kernel/equality.ts";
import { asOf, type Draft, type Invitation, type InvitationChange, type Moment } from "../model.ts";
import { changeOf } from "./changes.ts";
import { allow } from "../lifecycle.ts";
import { rulesFor } from "./origins.ts";
import { assertOfferable, type TermsPolicy } from "../../terms/rules.ts";
import type { InvitationTerms } from "../../terms/model.ts";

/** Drafts are dropped after 90 days. */
export const draftLifeDays = 90;

/** Input of a new invitation. */
export interface NewInvitation {
  readonly id: string;
  readonly partnerId: string;
  readonly sandbox: boolean;
  readonly cloud: string;
  readonly createdBy: { readonly id: string; readonly email: string };
  readonly origin?: Draft["origin"];
  readonly terms: InvitationTerms;
  /** The live relationship whose permissions are requested; null for a new one. */
  readonly relationshipId: string | null;
  readonly customerId: string | null;
}

/** Makes a draft. Refuses terms that the cloud's policy forbids. */
export function createInvitation(input: NewInvitation, policy: TermsPolicy, { now }: Moment): InvitationChange<Draft> {
  assertOfferable(input.terms, rulesFor(input, policy));
  const draft: Draft = { ...input, status: "draft", issue: null, version: 1, createdAt: now };
  return changeOf("create", null, draft, null, now);
}

/** An edit of a draft; omitted fields stay. */
export type DraftContent = Pick<Draft, "terms"> & Partial<Pick<Draft, "cloud" | "relationshipId" | "customerId">>;

/** Edits a draft; null if nothing changes. */
export function editInvitation(
  before: Invitation,
  said: DraftContent,
  policy: TermsPolicy,
  { now }: Moment,
): InvitationChange<Draft> | null {
  const draft = allow("edit", asOf(before, now));
  assertOfferable(said.terms, rulesFor(draft, policy));
  const after = { ...draft, ...said };
  if (saysTheSame(after, draft)) return null;
  return changeOf("edit", draft, { ...after, version: draft.version + 1 }, null, now);
}
