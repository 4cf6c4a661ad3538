import type { HttpAnswer } from "./request.ts";

/** A signed receipt as a file to keep (JWS in compact form, RFC 7515). */
export const receiptAnswer = (invitationId: string, receipt: string): HttpAnswer => ({
  status: 200,
  body: receipt,
  headers: {
    "content-type": "application/jose",
    "content-disposition": `attachment; filename="receipt-${invitationId}.jws"`,
    "referrer-policy": "no-referrer",
  },
});
