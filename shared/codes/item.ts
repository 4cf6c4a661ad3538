import { codePolicy, issuedCode, type IssuedCode } from "./model.ts";
import { aggregatePartition, type Key } from "../table/keys.ts";
import { place } from "../table/places.ts";
import type { Table } from "../table/table.ts";
import { isNew, put, type Write } from "../table/writes.ts";

/** Keys of codes and their counters. `day` is a UTC date. */
export const codeKeys = {
  code: (invitationId: string): Key => ({ PK: aggregatePartition(invitationId), SK: "CODE" }),
  /** When the partner's codes were last stopped. */
  watch: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "CODES" }),
  /** The wrong codes that the operator reviewed when it released the partner. */
  release: (partnerId: string): Key => ({ PK: aggregatePartition(partnerId), SK: "CODES#RELEASED" }),
  wrong: (partnerId: string, day: string): Key => ({ PK: `PTN#${partnerId}#CODES`, SK: `DAY#${day}` }),
  /** Wrong codes of one mailbox, by pseudonym. */
  ofMailbox: (partnerId: string, mailbox: string, day: string): Key => ({
    PK: `PTN#${partnerId}#CODES#${mailbox}`,
    SK: `DAY#${day}`,
  }),
};

/** Reads a stored code; throws if the item is not one. */
export const parseCode = (item: unknown): IssuedCode => issuedCode.parse(item);

/** An invitation's newest code. */
export const codePlace = (invitationId: string) => place(codeKeys.code(invitationId), parseCode);

/** The write of a new code; `before` is the number of the previous one, if any. */
export const codeWrite = (code: IssuedCode, before: number | null): Write => {
  const isSame = { expression: "#number = :number", names: { "#number": "number" }, values: { ":number": before } };
  return put(codeKeys.code(code.invitationId), "code", code, before === null ? isNew : isSame);
};

/** Takes one try of the current code before it is compared. Null if there is no such code or no try left. */
export async function takeTry(
  table: Table,
  invitationId: string,
  linkVersion: number,
  now: string,
): Promise<IssuedCode | null> {
  const item = await table.increment(codeKeys.code(invitationId), "tries", {
    expression: "linkVersion = :link AND endsAt > :now AND tries < :most",
    values: { ":link": linkVersion, ":now": now, ":most": codePolicy.tries },
  });
  return item && parseCode(item);
}
