import { faultAt, Refusal, type Fault, type RefusalKind } from "../kernel/refusal.ts";
import type { InvitationTerms, Message, Purposes } from "./model.ts";

/** The cloud's policy and the catalogue. */
export interface TermsPolicy {
  readonly requiredPermissions: readonly string[];
  readonly defaultPermissions: readonly string[];
  /** Null: not in the catalogue. */
  readonly riskOf: (permission: string) => "low" | "medium" | "high" | null;
}

/** The placeholder of the personal link in a partner's message. */
export const linkPlaceholder = "{{link}}";

/** A fault in terms, with the kind of refusal for it alone. */
export interface TermsFault extends Fault {
  readonly kind: RefusalKind;
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Refuses terms that no customer may be asked. */
export function assertOfferable(terms: InvitationTerms, policy: TermsPolicy): void {
  refuseFaults([
    ...permissionFaults(terms.permissions, policy, "/permissions"),
    ...endlessHighRisk(terms, policy),
    ...purposeFaults(terms.purposes, terms.permissions),
    ...(terms.message === null ? [] : messageFaults(terms.message, "/message")),
  ]);
}

/** Refuses if there are faults, all at once. The refusal has the faults' own kind if they share one. */
export function refuseFaults(faults: readonly TermsFault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  const kind = faults.every((fault) => fault.kind === first.kind) ? first.kind : "validation";
  throw new Refusal(kind, [...new Set(faults.map((fault) => fault.message))].join(" "), {
    faults: faults.map(({ pointer, code, message }) => ({ pointer, code, message })),
    ...Object.fromEntries(faults.flatMap(({ members }) => Object.entries(members ?? {}))),
  });
}

/** Permissions that the catalogue does not have, and those of the cloud that are not among them. */
export const permissionFaults = (
  permissions: readonly string[],
  policy: TermsPolicy,
  pointer: string,
): TermsFault[] => [
  ...unknownPermissions(permissions, policy, pointer),
  ...missingPermissions(permissions, policy, pointer),
];

/** Permissions that the catalogue does not have. */
export const unknownPermissions = (
  permissions: readonly string[],
  policy: Pick<TermsPolicy, "riskOf">,
  pointer: string,
): TermsFault[] =>
  permissions.flatMap((permission, index): TermsFault[] => {
    if (policy.riskOf(permission) !== null) return [];
    const message = `The permission catalogue has no "${permission}".`;
    return [{ kind: "unknown-permission", ...faultAt(`${pointer}/${index}`, "permission-unknown", message) }];
  });

function missingPermissions(permissions: readonly string[], policy: TermsPolicy, pointer: string): TermsFault[] {
  const required = policy.requiredPermissions;
  if (required.every((permission) => permissions.includes(permission))) return [];
  const message = `In this cloud every invitation must ask for ${required.join(", ")}.`;
  return [
    { kind: "permissions-required", ...faultAt(pointer, "permissions-required", message), members: { required } },
  ];
}

/** Purposes of permissions that are not asked. */
export function purposeFaults(
  purposes: Readonly<Record<string, unknown>>,
  permissions: readonly string[],
): TermsFault[] {
  const others = Object.keys(purposes).filter((permission) => !permissions.includes(permission));
  if (others.length === 0) return [];
  const message = `There is a purpose for ${others.join(", ")}, which is not among the permissions.`;
  return [{ kind: "validation", ...faultAt("/purposes", "purpose-not-asked", message) }];
}

/** The purposes of permissions that are asked. */
export const purposesFor = (purposes: Purposes["purposes"], permissions: readonly string[]): Purposes["purposes"] =>
  Object.fromEntries(Object.entries(purposes).filter(([permission]) => permissions.includes(permission)));

/** The purposes that were given, as an offer has them and as they are stored: where there are none, nothing is. */
export const givenPurposes = ({ purpose, purposes }: Purposes) => ({
  ...(purpose !== null && { purpose }),
  ...(Object.keys(purposes).length > 0 && { purposes }),
});

/** Why a permission is asked: its own purpose, else that of the request; undefined if none was given. */
export const purposeOf = (permission: string, { purpose, purposes }: AskedPurposes): string | undefined =>
  (purposes !== undefined && Object.hasOwn(purposes, permission) ? purposes[permission] : undefined) ??
  purpose ??
  undefined;

/** The purposes of terms or of an offer, which has only those that were given. */
type AskedPurposes = { readonly [Name in keyof Purposes]?: Purposes[Name] | undefined };

/** Refuses permissions of high risk that would be extended automatically. */
export const endlessHighRisk = (
  { permissions, autoExtend }: Pick<InvitationTerms, "permissions" | "autoExtend">,
  policy: Pick<TermsPolicy, "riskOf">,
): TermsFault[] =>
  autoExtend && permissions.some((permission) => policy.riskOf(permission) === "high")
    ? [{ kind: "validation", ...faultAt("/autoExtend", "auto-extend-high-risk", notExtended) }]
    : [];

const notExtended = "Permissions of high risk are never extended automatically.";

/** A partner's message without the link in its text, or with it in the subject, where nobody can click it. */
export function messageFaults({ subject, text }: Message, pointer: string): TermsFault[] {
  const inSubject = faultAt(
    `${pointer}/subject`,
    "link-in-subject",
    `Use ${linkPlaceholder} in the text, not the subject.`,
  );
  const missing = `The text must contain ${linkPlaceholder}, which stands for the personal link.`;
  return [
    ...(subject.includes(linkPlaceholder) ? [{ kind: "validation", ...inSubject } as const] : []),
    ...(text.includes(linkPlaceholder)
      ? []
      : [{ kind: "link-missing", ...faultAt(`${pointer}/text`, "link-missing", missing) } as const]),
  ];
}
