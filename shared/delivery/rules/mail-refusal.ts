/** Who can fix what the mail service refused: the account's owner (the mail waits), the partner, or nobody. */
export type RefusedFor = "account" | "address" | "text" | "nobody";

/** Why a mail is given up after a refusal. The delivery stores these words. */
export const refusalReasons = {
  address: "The mail service does not accept the address. Correct the address to send the invitation again.",
  text: "The mail service does not accept the text. Cancel the invitation and send one with another text.",
  nobody: "The mail service does not accept the mail. The operator of this service has to find out why.",
} as const satisfies Record<Exclude<RefusedFor, "account">, string>;

/** Who can fix a refusal with this reason; null for any other reason. */
export const refusedForIn = (reason: string | null): keyof typeof refusalReasons | null =>
  (Object.keys(refusalReasons) as (keyof typeof refusalReasons)[]).find(
    (refusedFor) => refusalReasons[refusedFor] === reason,
  ) ?? null;
