import * as z from "zod";
import { policySettings } from "../../shared/policy/policy-settings.ts";
import { isReachable } from "./dns.ts";
import { describeShared } from "./fields.ts";
import { isTrial } from "./stages.ts";

const { shape } = policySettings;

describeShared(shape, {
  preset: {
    description:
      "Shipped rules: `default` has one acceptance portal, Rapport's own page; `partner-center-2018` has the Office Admin Portal and the Microsoft Store for Business, by cloud and by date.",
  },
  proofOfMailbox: {
    description:
      "When accepting needs a code that is mailed to the customer: `hand-sent`, where the partner had the link in hands; `high-risk`, also where a permission of high risk is asked for; `always`.",
  },
  clouds: {
    description:
      "Where you may register partners, and what the catalogue of clouds lists. A partner elsewhere stays there, with all that was agreed.",
  },
  externalPortals: {
    description:
      "Addresses of acceptance portals that are systems of your own. A portal without one is a page of Rapport.",
    title: "object with an https URL for each portal's id",
  },
  reportsToFreeze: {
    description: "How many different customers must report a partner in 30 days before its invitations are frozen.",
  },
  wrongCodesToFreeze: {
    description: "How many wrong codes in seven days freeze a partner's invitations until you have looked.",
  },
  quotas: { description: "What each partner may send." },
  administratorCoolOff: {
    description: "How long a new administrator of a customer can grant nothing; `P0D` for no such time.",
    title: "days, from `P0D` to `P90D`",
  },
});

describeShared(shape.quotas.def.innerType.shape, {
  openInvitations: { description: "Invitations that a partner may have open at the same time." },
  perDay: { description: "Invitations that a partner may send in a day." },
  perAddressPerDay: { description: "Invitations that a partner may send to one address in a day." },
});

const unreachable = "must be at a domain of yours: customers cannot reach numbers and reserved names";

/**
 * The rules that an operator chooses. Functions read them too, so they are checked as functions check them; that customers
 * can reach a portal, which the local stack does not need, is checked here alone.
 */
export const policyOfStage = (stage: string) =>
  z
    .prefault(policySettings, {})
    .superRefine(({ externalPortals }, context) => {
      if (isTrial(stage)) return;
      for (const [id, url] of Object.entries(externalPortals))
        if (!isReachable(url))
          context.addIssue({ code: "custom", path: ["externalPortals", id], message: unreachable });
    })
    .describe("Rules for partners and their invitations.");
