import { policyPresets, proofsOfMailbox, type PolicyPreset, type ProofOfMailbox } from "../shared/names.ts";

/** Which shipped policy a deployment follows, and what of it its operator chose differently. */
export interface PolicyChoice {
  readonly preset: PolicyPreset;
  readonly proofOfMailbox?: ProofOfMailbox;
  /** Addresses of the acceptance portals that are other systems, by portal id. */
  readonly externalPortals?: Readonly<Record<string, string>>;
}

const portalUrl = /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)(\/[^\s#]*|\?[^\s#]*)?$/;

/** Reads the choice from the context. Throws, naming the context key that cannot be used and what it may be. */
export function readPolicy(contextText: (key: string) => string | undefined): PolicyChoice {
  const presets = Object.keys(policyPresets) as PolicyPreset[];
  const preset = oneOf("policy", contextText("policy") ?? "default", presets);
  const proof = contextText("proofOfMailbox");
  const portals = contextText("externalPortals");
  return {
    preset,
    ...(proof === undefined ? {} : { proofOfMailbox: oneOf("proofOfMailbox", proof, proofsOfMailbox) }),
    ...(portals === undefined ? {} : { externalPortals: portalAddresses(portals, policyPresets[preset]) }),
  };
}

function portalAddresses(text: string, ids: readonly string[]): Readonly<Record<string, string>> {
  const addresses = parsed(text);
  for (const [id, url] of Object.entries(addresses)) {
    oneOf("externalPortals", id, ids);
    if (typeof url === "string" && portalUrl.test(url)) continue;
    throw new Error(`Context "externalPortals" must give ${id} an https URL; it is ${JSON.stringify(url)}.`);
  }
  return addresses as Record<string, string>;
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // What is no JSON is told as what is no object.
  }
  throw new Error(`Context "externalPortals" must be a JSON object of URLs by portal id; it is ${text}.`);
}

function oneOf<Value extends string>(key: string, value: string, values: readonly Value[]): Value {
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`Context "${key}" must name one of ${values.join(", ")}; it is "${value}".`);
  return found;
}
