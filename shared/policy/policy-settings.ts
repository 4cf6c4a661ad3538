import * as z from "zod/mini";
import type { Duration } from "../kernel/time.ts";
import { durationBetween } from "../schema/primitives.ts";
import {
  cloudIds,
  policyPresets,
  proofsOfMailbox,
  type CloudId,
  type PolicyPreset,
  type ProofOfMailbox,
} from "../names.ts";

/** How many invitations a partner may have open, send a day, and send a day to one address (product table, row 14). */
export interface Quotas {
  readonly openInvitations: number;
  readonly perDay: number;
  readonly perAddressPerDay: number;
}

/** What an operator chooses; the rest of a policy is data of the preset. */
export interface PolicySettings {
  readonly preset: PolicyPreset;
  readonly proofOfMailbox: ProofOfMailbox;
  /** Where partners may be registered. Partners that are elsewhere already stay there. */
  readonly clouds: readonly CloudId[];
  /** Addresses of the portals that are other systems, by portal id. */
  readonly externalPortals: Readonly<Record<string, string>>;
  /** How many different customers must report a partner before its invitations are frozen (product table, row 22). */
  readonly reportsToFreeze: number;
  /** How many wrong codes in seven days freeze a partner's invitations until the operator has looked (product table, row 23). */
  readonly wrongCodesToFreeze: number;
  readonly quotas: Quotas;
  /** How long a new administrator of a customer can grant nothing; `P0D` for no such time. */
  readonly administratorCoolOff: Duration;
}

/** Where a customer may be sent: over TLS, or to this machine for a trial. The link goes with the query, so no fragment. */
const portalUrl = z.string().check(
  z.refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || url.hash !== "" || url.username !== "" || url.password !== "") return false;
    return url.protocol === "https:" || (url.protocol === "http:" && /^(localhost|127\.0\.0\.1)$/.test(url.hostname));
  }, "must be an https URL"),
);

const count = z.int().check(z.minimum(1));
const quotas = { openInvitations: 50_000, perDay: 5_000, perAddressPerDay: 5 };
const presetNames = Object.keys(policyPresets) as PolicyPreset[];

/** Checked where the stack is synthesized and where a function starts, so that both accept the same settings. */
export const policySettings = z
  .strictObject({
    preset: z._default(z.enum(presetNames), "default"),
    proofOfMailbox: z._default(z.enum(proofsOfMailbox), "hand-sent"),
    clouds: z._default(
      z.array(z.enum(cloudIds)).check(
        z.minLength(1, "must name a cloud"),
        z.refine((named) => new Set(named).size === named.length, "must not name a cloud twice"),
      ),
      [...cloudIds],
    ),
    externalPortals: z._default(z.record(z.string(), portalUrl), {}),
    reportsToFreeze: z._default(count, 3),
    wrongCodesToFreeze: z._default(count, 200),
    quotas: z._default(
      z.strictObject({
        openInvitations: z._default(count, quotas.openInvitations),
        perDay: z._default(count, quotas.perDay),
        perAddressPerDay: z._default(count, quotas.perAddressPerDay),
      }),
      quotas,
    ),
    administratorCoolOff: z._default(durationBetween(0, 90), "P7D"),
  })
  .check(({ value: { preset, externalPortals }, issues }) => {
    const known: readonly string[] = policyPresets[preset];
    const stray = Object.keys(externalPortals).find((id) => !known.includes(id));
    if (stray === undefined) return;
    const message = `must be a portal of the preset ${preset}, which has ${known.join(", ")}`;
    issues.push({ code: "custom", path: ["externalPortals", stray], message, input: stray });
  });

/** Reads the settings from their JSON. Throws, naming every invalid member. */
export function parsePolicySettings(text: string): PolicySettings {
  const { success, data, error } = policySettings.safeParse(JSON.parse(text));
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join(".") || "settings"} ${message}`);
  throw new Error(`The policy cannot be used: ${faults.join("; ")}.`);
}
