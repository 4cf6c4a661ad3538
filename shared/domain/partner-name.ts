import { Refusal } from "./refusal.ts";

/** Names that look the same but for width, case and spaces are one. */
const folded = (name: string): string => name.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** Refuses a partner the name of the operator, in whose name pages and mails speak. */
export function assertNotOperator(displayName: string | undefined, operatorName: string): void {
  if (displayName === undefined || folded(displayName) !== folded(operatorName)) return;
  const message = "This is the operator's name.";
  throw new Refusal("validation", message, { faults: [{ pointer: "/displayName", message }] });
}
