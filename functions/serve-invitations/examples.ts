import { exampleTerms } from "../../shared/terms/examples.ts";

/** An invitation that the document shows. */
export const anInvitation = {
  id: "inv_01JD0000000000000000000001",
  status: "pending",
  version: 2,
  partnerId: "ptn_01JD0000000000000000000002",
  createdBy: { id: "user-1", email: "sales@partner.example" },
  customer: { email: "it@customer.example", organization: "Customer Ltd", contactName: "Ada", locale: "en" },
  relationship: "reseller",
  relationshipId: null,
  customerId: null,
  anotherOrganization: false,
  permissions: ["users.admin", "licenses.admin"],
  duration: "P365D",
  autoExtend: false,
  message: null,
  expiresIn: "P30D",
  offerDigest: `sha256:${"5f".repeat(32)}`,
  cloud: "public",
  portal: "rapport",
  delivery: { mode: "email", status: "delivered", at: "2026-11-22T09:00:04.120Z", reason: null },
  reminders: { plan: ["P3D", "P7D", "-P1D"], sent: 0, nextAt: "2026-11-25T09:00:00.000Z" },
  expiresAt: "2026-12-22T09:00:00.000Z",
  createdAt: "2026-11-22T09:00:00.000Z",
  issuedAt: "2026-11-22T09:00:00.000Z",
  viewedAt: null,
  decidedAt: null,
  decision: null,
  cancelledAt: null,
  cancelReason: null,
  cancelCode: null,
  reference: "order 4711",
  notes: null,
  tags: ["spring"],
};

/** A new invitation that says everything it can. */
export const aWholeRequest = {
  ...exampleTerms,
  expiresIn: "P30D",
  reminders: ["P3D", "P7D", "-P1D"],
  reference: "order 4711",
  tags: ["spring"],
  send: "email",
};
