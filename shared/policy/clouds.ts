import type { TermsPolicy } from "../terms/rules.ts";
import type { CloudId } from "../names.ts";
import { findPermission } from "./permissions.ts";

/** A market a partner operates in, as data. */
export interface Cloud {
  readonly id: CloudId;
  /** In every offer and every acceptance there. */
  readonly requiredPermissions: readonly string[];
}

const highRisk = ["directory.admin", "office365.admin"] as const;

/** The clouds as shipped. */
export const clouds: readonly Cloud[] = [
  { id: "public", requiredPermissions: [] },
  { id: "germany", requiredPermissions: highRisk },
  { id: "us-government", requiredPermissions: highRisk },
];

/** The rules of a cloud. Throws on one that does not exist: a partner's cloud was checked when it was registered. */
export function cloudPolicy(id: string): TermsPolicy {
  const cloud = clouds.find((candidate) => candidate.id === id);
  if (cloud === undefined) throw new Error(`There is no cloud ${id}.`);
  const { requiredPermissions } = cloud;
  return {
    requiredPermissions,
    defaultPermissions: requiredPermissions.length > 0 ? requiredPermissions : highRisk,
    riskOf: (permission) => findPermission(permission)?.risk ?? null,
  };
}
