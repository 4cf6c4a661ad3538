import * as z from "zod/mini";
import { partnerKeys } from "./keys.ts";
import { place } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import { isNew, type Write } from "../../table/writes.ts";

const holderSchema = z.object({ partnerId: z.string() });
const namePlace = (name: string) => place(partnerKeys.name(name), (item) => holderSchema.parse(item));

/** Whether another partner has a name with one of these keys. */
export async function isNameTaken(table: Table, partnerId: string, names: readonly string[]): Promise<boolean> {
  const holders = await table.read(names.map(namePlace));
  return holders.some((holder) => holder !== null && holder.partnerId !== partnerId);
}

/** Takes a partner's new name and frees the one before it, by their keys. The write fails where another partner was first. */
export function nameWrites(partnerId: string, before: readonly string[], after: readonly string[]): Write[] {
  const own = { expression: "partnerId = :partner", values: { ":partner": partnerId } };
  return [
    ...after.map((name): Write => {
      const item = { ...partnerKeys.name(name), entity: "partner-name", schema: 1, partnerId };
      return { kind: "put", item, condition: { ...own, expression: `${isNew.expression} OR ${own.expression}` } };
    }),
    ...before
      .filter((name) => !after.includes(name))
      .map((name): Write => {
        // A partner from before names were taken has none to free.
        const condition = { ...own, expression: `${isNew.expression} OR ${own.expression}` };
        return { kind: "delete", key: partnerKeys.name(name), condition };
      }),
  ];
}
