import type { InvitationTerms } from "./invitation.ts";
import { Refusal, type Fault, type RefusalKind } from "./refusal.ts";

/** What a cloud's policy and the catalogue say about an offer. */
export interface TermsPolicy {
  readonly requiredPermissions: readonly string[];
  readonly defaultPermissions: readonly string[];
  /** Null: not in the catalogue. */
  readonly riskOf: (permission: string) => "low" | "medium" | "high" | null;
}

/** Where the personal link goes in a partner's own text (product table, row 4). */
export const linkPlaceholder = "{{link}}";

interface TermsFault extends Fault {
  readonly kind: RefusalKind;
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * Refuses terms that no customer may be asked.
 * All faults are named at once; the refusal has the fault's own kind when there is but one.
 */
export function assertOfferable(terms: InvitationTerms, policy: TermsPolicy): void {
  const faults = [
    ...unknownPermissions(terms, policy),
    ...missingPermissions(terms, policy),
    ...endlessHighRisk(terms, policy),
    ...missingLink(terms),
  ];
  const [first] = faults;
  if (first === undefined) return;
  const kind = faults.every((fault) => fault.kind === first.kind) ? first.kind : "validation";
  throw new Refusal(kind, faults.map((fault) => fault.message).join(" "), {
    faults: faults.map(({ pointer, message }) => ({ pointer, message })),
    ...Object.fromEntries(faults.flatMap(({ members }) => Object.entries(members ?? {}))),
  });
}

const unknownPermissions = ({ permissions }: InvitationTerms, policy: TermsPolicy): TermsFault[] =>
  permissions.flatMap((permission, index) =>
    policy.riskOf(permission) === null
      ? [
          {
            kind: "unknown-permission",
            pointer: `/permissions/${index}`,
            message: `The permission catalogue has no "${permission}".`,
          },
        ]
      : [],
  );

function missingPermissions({ permissions }: InvitationTerms, policy: TermsPolicy): TermsFault[] {
  const required = policy.requiredPermissions;
  if (required.every((permission) => permissions.includes(permission))) return [];
  return [
    {
      kind: "permissions-required",
      pointer: "/permissions",
      message: `In this cloud every invitation asks for ${required.join(", ")}.`,
      members: { required },
    },
  ];
}

const endlessHighRisk = ({ permissions, autoExtend }: InvitationTerms, policy: TermsPolicy): TermsFault[] =>
  autoExtend && permissions.some((permission) => policy.riskOf(permission) === "high")
    ? [
        {
          kind: "validation",
          pointer: "/autoExtend",
          message: "High-risk permissions end on their day; they are never extended by themselves.",
        },
      ]
    : [];

const missingLink = ({ message }: InvitationTerms): TermsFault[] =>
  message !== null && !message.text.includes(linkPlaceholder)
    ? [
        {
          kind: "link-missing",
          pointer: "/message/text",
          message: `The text must hold ${linkPlaceholder}, where the customer's personal link goes.`,
        },
      ]
    : [];
