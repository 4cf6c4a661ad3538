import type { Columns } from "../../shared/http/csv.ts";
import type { listedBody } from "./view.ts";

/** The columns of a partner's invitations. */
export const invitationColumns: Columns<ReturnType<typeof listedBody>> = {
  id: ({ id }) => id,
  status: ({ status }) => status,
  email: ({ customer }) => customer.email,
  organization: ({ customer }) => customer.organization,
  contactName: ({ customer }) => customer.contactName,
  relationship: ({ relationship }) => relationship,
  permissions: ({ permissions }) => permissions,
  duration: ({ duration }) => duration,
  delivery: ({ delivery }) => delivery.status,
  createdAt: ({ createdAt }) => createdAt,
  createdBy: ({ createdBy }) => createdBy.email,
  issuedAt: ({ issuedAt }) => issuedAt,
  expiresAt: ({ expiresAt }) => expiresAt,
  decidedAt: ({ decidedAt }) => decidedAt,
  granted: ({ decision }) => decision && decision.granted,
  reference: ({ reference }) => reference,
  tags: ({ tags }) => tags,
};
