import * as z from "zod/mini";
import { partnerKeys } from "./keys.ts";
import { place } from "../../table/places.ts";
import type { Table } from "../../table/table.ts";
import { isNew, put, remove, type Write } from "../../table/writes.ts";

const holderSchema = z.object({ partnerId: z.string() });
const namePlace = (name: string) => place(partnerKeys.name(name), (item) => holderSchema.parse(item));

/** Whether another partner has a name with one of these keys. */
export async function isNameTaken(table: Table, partnerId: string, names: readonly string[]): Promise<boolean> {
  const holders = await table.read(names.map(namePlace));
  return holders.some((holder) => holder !== null && holder.partnerId !== partnerId);
}

/** Takes a partner's new name and frees the one before it, by their keys. The write fails where another partner was first. */
export function nameWrites(partnerId: string, before: readonly string[], after: readonly string[]): Write[] {
  // The keys of a name change when the list of similar characters does.
  const condition = { expression: `${isNew.expression} OR partnerId = :partner`, values: { ":partner": partnerId } };
  const freed = before.filter((name) => !after.includes(name));
  return [
    ...after.map((name) => put(partnerKeys.name(name), "partner-name", { partnerId }, condition)),
    ...freed.map((name) => remove(partnerKeys.name(name), condition)),
  ];
}
