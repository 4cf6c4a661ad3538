import type { Invitation, SendMode } from "../invitation/model.ts";
import type { TermsPolicy } from "../terms/rules.ts";
import type { AdministratorPolicy } from "../customer/rules/administrator.ts";
import { daysOf, type Instant } from "../kernel/time.ts";
import { policyPresets } from "../names.ts";
import { cloudPolicy } from "./clouds.ts";
import { findPermission } from "./permissions.ts";
import type { PolicySettings, Quotas } from "./policy-settings.ts";
import { portalNames, portalPlans, type ExternalPortal, type Portal } from "./portals.ts";

/** The rules of this deployment: a shipped preset and what its operator chose. */
export interface Policy {
  /** What may be offered in a cloud. Throws on one that does not exist. */
  terms(cloudId: string): TermsPolicy;
  /** Where customers of a cloud decide on an invitation that was issued then. */
  portalOf(cloudId: string, issuedAt: Instant): Portal;
  /** Where customers of a cloud decide, by when the invitation was issued: each portal from its moment on, null from the beginning. */
  portalsOf(cloudId: string): readonly { readonly from: Instant | null; readonly portal: Portal }[];
  /** The portal of that id; `undefined` for one that this preset does not have, as after a change of presets. */
  portal(id: string): Portal | undefined;
  readonly portals: readonly Portal[];
  /** Where partners may be registered; what was agreed in another cloud goes on. */
  readonly clouds: readonly string[];
  /** Whether accepting needs the mailed code: always where the partner sends the link (product table, row 23). */
  needsCode(offer: { readonly mode: SendMode; readonly permissions: readonly string[] }): boolean;
  /** How many different customers' reports freeze a partner. */
  readonly reportsToFreeze: number;
  /** How many wrong codes in seven days freeze a partner. */
  readonly wrongCodesToFreeze: number;
  readonly quotas: Quotas;
  /** The limits of a customer's administrators. */
  readonly administrators: AdministratorPolicy;
}

/** Limits on a customer's administrators that the operator cannot change (customers, rules 10 and 17). */
const administratorLimits = {
  confirmDays: 7,
  mostAdministrators: 50,
  mostWaiting: 10,
  mailsPerDay: 10,
  recoveryDays: 7,
} satisfies Omit<AdministratorPolicy, "coolOffDays">;

/** What a customer's administrators are limited to. */
export const administratorPolicy = ({
  administratorCoolOff,
}: Pick<PolicySettings, "administratorCoolOff">): AdministratorPolicy => ({
  ...administratorLimits,
  coolOffDays: daysOf(administratorCoolOff),
});

/** Puts a policy together. */
export function policyOf(settings: PolicySettings): Policy {
  const { preset, proofOfMailbox, clouds, externalPortals, reportsToFreeze, wrongCodesToFreeze, quotas } = settings;
  const portals = policyPresets[preset].map((id): Portal => {
    const url = externalPortals[id];
    return { id, name: portalNames[id], ...(url === undefined ? { kind: "hosted" } : { kind: "external", url }) };
  });
  const portal = (id: string): Portal | undefined => portals.find((candidate) => candidate.id === id);
  const plans = portalPlans[preset];
  const portalsOf: Policy["portalsOf"] = (cloudId) =>
    (plans[cloudId] ?? plans["else"] ?? []).map(({ from = null, portal: id }) => {
      const found = portal(id);
      if (found === undefined) throw new Error(`The preset ${preset} has no portal ${id} for the cloud ${cloudId}.`);
      return { from, portal: found };
    });
  return {
    terms: cloudPolicy,
    portalOf: (cloudId, issuedAt) => {
      const begun = portalsOf(cloudId).findLast(({ from }) => from === null || from <= issuedAt);
      if (begun === undefined) throw new Error(`The preset ${preset} has no portal for the cloud ${cloudId}.`);
      return begun.portal;
    },
    portalsOf,
    portal,
    portals,
    clouds,
    needsCode: ({ mode, permissions }) =>
      mode === "self" ||
      proofOfMailbox === "always" ||
      (proofOfMailbox === "high-risk" && permissions.some((id) => findPermission(id)?.risk === "high")),
    reportsToFreeze,
    wrongCodesToFreeze,
    quotas,
    administrators: administratorPolicy(settings),
  };
}

/** The external portal at which a sent invitation is decided; null where that is Rapport's own page. */
export function portalAway({ issue }: Pick<Invitation, "issue">, policy: Policy): ExternalPortal | null {
  const portal = issue === null ? undefined : policy.portal(issue.portal);
  return portal?.kind === "external" ? portal : null;
}
