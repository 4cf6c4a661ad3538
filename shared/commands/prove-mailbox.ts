import { codeFor } from "../crypto/codes.ts";
import { sameText } from "../crypto/links.ts";
import { digitsOf } from "../domain/code.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Instant } from "../domain/time.ts";
import { takeTry, type IssuedCode } from "../store/codes.ts";
import type { Table } from "../store/table.ts";
import type { CustomerAct } from "./act-on-link.ts";

/**
 * Takes a try of the open code and compares what was given with it (product table, row 23); null where no code is needed.
 * Call it last, so that an answer with other faults costs no try.
 */
async function proveMailbox(
  table: Table,
  { invitation: { id, issue }, masterKey, assertStands }: CustomerAct,
  given: string | null,
  now: Instant,
): Promise<IssuedCode | null> {
  if (issue === null || given === null) return null;
  await assertStands();
  const code = await takeTry(table, id, issue.linkVersion, now);
  const expected = code && codeFor(code, masterKey);
  if (code === null || !expected || !sameText(digitsOf(given) ?? "", expected)) {
    const message = code
      ? "This is not the code from the newest mail."
      : "No code is open, or it was tried too often. Ask for a new one.";
    throw new Refusal("code-wrong", message, {
      faults: [{ pointer: "/code", message, code: code ? "code-wrong" : "code-none" }],
    });
  }
  return code;
}

/**
 * Proves the mailbox once, however often the write is repeated, unless a newer code has come between:
 * what proved the older one proves nothing any more.
 */
export function mailboxProof(table: Table, given: string | null, now: Instant): (act: CustomerAct) => Promise<void> {
  let proof: IssuedCode | null = null;
  return async (act) => {
    if (proof?.number !== act.code?.number) proof = null;
    proof ??= await proveMailbox(table, act, given, now);
  };
}
