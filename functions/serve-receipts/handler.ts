import * as z from "zod/mini";
import { publicKeys, verifyDocument, type VerifiedDocument } from "../../shared/crypto/receipts.ts";
import type { HttpAnswer, HttpRequest, RouteHandlers } from "../../shared/http/request.ts";
import { receiptAnswer } from "../../shared/http/receipt-answer.ts";
import { decision } from "../../shared/invitation/model.ts";
import { readAccepted } from "../../shared/invitation/reads/read-accepted.ts";
import { readReceipt, receiptType } from "../../shared/invitation/reads/read-receipt.ts";
import { receiptOf } from "../../shared/invitation/rules/receipt.ts";
import { pageAnswer, toLinkPage } from "../../shared/pages/answers.ts";
import { readForm, text } from "../../shared/pages/form.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import { instant } from "../../shared/schema/primitives.ts";
import { offer } from "../../shared/terms/model.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { routes } from "./manifest.ts";
import { loadVerifyTexts } from "./texts.ts";
import { receiptPage, verifyPage, type Checked } from "./view.ts";

/** What a receipt of this version states. */
const receipt = z.object({
  iss: z.string(),
  iat: z.number(),
  jti: z.string(),
  sub: z.string(),
  offer,
  offerDigest: z.templateLiteral(["sha256:", z.string()]),
  decision,
  decidedAt: instant,
});

/** Characters of a pasted receipt; a real one has about 2,500, and with long purposes in another script up to 20,000. */
const longest = 40_000;
const fields = { receipt: text(longest), file: text(longest) };

/** The readable receipt of a personal link, and the page that checks one. Nothing is stored. */
export function serveReceipts(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "publicUrl"> & { readonly operatorName: string },
): RouteHandlers<typeof routes> {
  const { masterKey, operatorName, publicUrl } = dependencies;
  const verifyPageOf = async (request: HttpRequest, checked: Checked | null): Promise<HttpAnswer> => {
    const keys = publicKeys(await masterKey());
    const texts = await loadVerifyTexts(localeOf(request));
    return pageAnswer(200, verifyPage({ operatorName, keys, type: receiptType, checked }, texts));
  };

  return {
    "GET /i/{link}/receipt": async (request) => {
      const link = request.parameters["link"] ?? "";
      const invitation = await readAccepted(dependencies, link);
      // Its page says why there is no receipt.
      if (invitation === null) return toLinkPage(link, request);
      if (request.query["format"] === "jws")
        return receiptAnswer(invitation.id, await readReceipt(dependencies, invitation));
      const texts = await loadVerifyTexts(localeOf(request, invitation.terms.customer.locale));
      const kid = (await masterKey()).currentKid;
      const shown = { operatorName, kid, link, sandbox: invitation.sandbox };
      return pageAnswer(200, receiptPage(receiptOf(invitation, publicUrl), shown, texts));
    },

    "GET /verify": (request) => verifyPageOf(request, null),

    "POST /verify": async (request) => {
      const { receipt, file } = readForm(fields, request.body);
      const pasted = (receipt || file).replaceAll(/\s/g, "");
      const found = verifyDocument(receiptType, pasted, await masterKey());
      return verifyPageOf(request, { pasted, found: stated(found) });
    },

    "GET /.well-known/jwks.json": async () => ({
      status: 200,
      body: { keys: publicKeys(await masterKey()) },
      headers: { "cache-control": "public, max-age=3600" },
    }),
  };
}

/** What a genuine receipt states, if it is of this version. */
function stated(found: VerifiedDocument): Checked["found"] {
  if (found.kind !== "genuine") return found;
  const { data = null } = receipt.safeParse(found.payload);
  return { ...found, receipt: data };
}
