import { loadVerifyTexts } from "../../functions/serve-receipts/texts.ts";
import { receiptPage, verifyPage, type Checked } from "../../functions/serve-receipts/view.ts";
import { loadPublicTexts } from "../../functions/serve-public/texts.ts";
import { agreementPage, homePage } from "../../functions/serve-public/view.ts";
import { loadUnsubscribeTexts } from "../../functions/serve-unsubscribe/texts.ts";
import { unsubscribePage, type UnsubscribePageModel } from "../../functions/serve-unsubscribe/view.ts";
import { publicKeys } from "../../shared/crypto/receipts.ts";
import { receiptOf } from "../../shared/invitation/rules/receipt.ts";
import { receiptType } from "../../shared/invitation/reads/read-receipt.ts";
import { notePage } from "../../shared/pages/page.ts";
import { problemPage } from "../../shared/pages/problem-page.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { anInvitation } from "../support/builders/builders.ts";
import { agreement, days, names, type Pages } from "./names.ts";
import { aProblem } from "./problems.ts";

const setting = { operatorName: names.operator };

/** Pages that need no link. */
export async function publicPages(lang: Locale): Promise<Pages> {
  const texts = await loadPublicTexts(lang);
  return {
    home: homePage(setting, texts),
    agreement: agreementPage(agreement, setting, texts),
    ...Object.fromEntries(
      Object.keys(texts.problems).map((kind) => [
        `problem: ${kind}`,
        String(problemPage(aProblem(kind), setting, texts).body),
      ]),
    ),
  };
}

/** The page that stops reminders and requests. */
export async function unsubscribePages(lang: Locale): Promise<Pages> {
  const texts = await loadUnsubscribeTexts(lang);
  const show = (
    reminders: UnsubscribePageModel["stopped"]["reminders"],
    requests: UnsubscribePageModel["stopped"]["requests"],
    resumed: UnsubscribePageModel["resumed"] = null,
  ): string =>
    unsubscribePage(
      { ...setting, partnerName: names.partner, token: "token", stopped: { reminders, requests }, resumed },
      texts,
    );
  return {
    nothing: show("none", "none"),
    reminders: show("partner", "none"),
    "all reminders": show("all", "none"),
    requests: show("none", "partner"),
    "all requests": show("all", "all"),
    "reminders again": show("none", "none", "reminders"),
    "requests again": show("none", "none", "requests"),
    unknown: notePage(setting, texts, texts.unknown),
  };
}

const accepted = anInvitation({ status: "accepted" });
const invitation = (named: object, decision: object = {}) => ({
  ...accepted,
  issue: { ...accepted.issue, offer: { ...accepted.issue.offer, partnerName: names.partner, ...named } },
  decision: { ...accepted.decision, ...decision },
  decidedAt: days.first,
});

/** Receipts, and the page that checks them. */
export async function receiptPages(lang: Locale): Promise<Pages> {
  const texts = await loadVerifyTexts(lang);
  const masterKey = aMasterKey();
  const [full, bare] = [
    receiptOf(invitation({ permissions: ["directory.admin", "users.admin"], autoExtend: true }), "https://example.com"),
    receiptOf(
      invitation(
        { permissions: [], partnerVerified: null, relationship: "advisor" },
        { granted: [], by: { name: null, title: null, email: null } },
      ),
      "https://example.com",
    ),
  ];
  const ending = receiptOf(invitation({ autoExtend: false }), "https://example.com");
  const { purpose } = names;
  const reasoned = receiptOf(
    invitation(
      { purpose, purposes: { "users.admin": purpose }, permissions: ["users.admin"] },
      { granted: ["users.admin"] },
    ),
    "https://example.com",
  );
  const shown = { ...setting, kid: "1", link: "a-link" };
  const show = (checked: Checked | null): string =>
    verifyPage({ ...setting, keys: publicKeys(masterKey), type: receiptType, checked }, texts);
  const check = (found: Checked["found"]): string => show({ pasted: "eyJ", found });
  return {
    "receipt with purposes": receiptPage(reasoned, shown, texts),
    receipt: receiptPage(full, shown, texts),
    "receipt with an end": receiptPage(ending, shown, texts),
    "receipt without permissions": receiptPage(bare, { ...shown, sandbox: true }, texts),
    verify: show(null),
    "verify: nothing pasted": show({ pasted: "", found: { kind: "unreadable" } }),
    "verify: genuine": check({ kind: "genuine", kid: "1", payload: full, receipt: full }),
    "verify: of another version": check({ kind: "genuine", kid: "1", payload: { iss: "x" }, receipt: null }),
    "verify: changed": check({ kind: "changed", kid: "1" }),
    "verify: foreign": check({ kind: "foreign", kid: "9" }),
    "verify: unreadable": check({ kind: "unreadable" }),
  };
}
