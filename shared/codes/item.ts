import { codePolicy, issuedCode, type IssuedCode } from "./model.ts";
import type { PartOfStep } from "../invitation/items/invitations.ts";
import { aggregateOf, aggregatePartition, stateKey, type Key } from "../table/keys.ts";
import { place } from "../table/places.ts";
import type { Table } from "../table/table.ts";

/** Keys of what is counted of codes. `day` is a UTC date. */
export const codeKeys = {
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

/** Reads the newest code that is stored in an invitation's item; null where none was asked for. */
export function parseCode(item: unknown): IssuedCode | null {
  const { PK, code } = item as { readonly PK: string; readonly code?: object };
  return code === undefined ? null : issuedCode.parse({ ...code, invitationId: aggregateOf(PK) });
}

/** An invitation's newest code: a part of its item. */
export const codePlace = (invitationId: string) => place(stateKey(invitationId), parseCode);

/** What a step writes of a new code; `before` is the number of the previous one, if any. */
export const codePart = ({ invitationId: _of, ...code }: IssuedCode, before: number | null): PartOfStep => ({
  set: { code },
  condition:
    before === null
      ? { expression: "attribute_not_exists(#code)", names: { "#code": "code" } }
      : {
          expression: "#code.#number = :number",
          names: { "#code": "code", "#number": "number" },
          values: { ":number": before },
        },
});

/** Takes one try of the current code before it is compared. Null if there is no such code or no try left. */
export async function takeTry(
  table: Table,
  invitationId: string,
  linkVersion: number,
  now: string,
): Promise<IssuedCode | null> {
  const item = await table.increment(stateKey(invitationId), "code.tries", {
    expression: "#code.linkVersion = :link AND #code.endsAt > :now AND #code.tries < :most",
    names: { "#code": "code" },
    values: { ":link": linkVersion, ":now": now, ":most": codePolicy.tries },
  });
  return item && parseCode(item);
}
