import type { Partner } from "../model.ts";
import { faultRefusal } from "../../kernel/refusal.ts";
import { nameKeys, nameNeedsOperator } from "../../policy/partner-names.ts";
import { isNameTaken, nameWrites } from "../items/partner-names.ts";
import type { Table } from "../../table/table.ts";
import type { Write } from "../../table/writes.ts";

type Named = Pick<Partner, "id" | "displayName">;

/** Whether a name needs the operator's approval; if not, the writes that take it and free the old one. */
export async function judgeName(
  table: Table,
  partner: Named,
  name: string,
): Promise<{ readonly needsOperator: true } | { readonly needsOperator: false; readonly writes: readonly Write[] }> {
  // The name that a partner has is not asked about again.
  if (name === partner.displayName) return { needsOperator: false, writes: [] };
  const [before, after] = await Promise.all([nameKeys(partner.displayName), nameKeys(name)]);
  const isStranger = (await nameNeedsOperator(name)) !== null || (await isNameTaken(table, partner.id, after));
  return isStranger ? { needsOperator: true } : { needsOperator: false, writes: nameWrites(partner.id, before, after) };
}

/** The writes by which the operator gives a partner a name; refuses one that looks like another partner's. */
export async function giveName(table: Table, { id, displayName }: Named, name: string): Promise<Write[]> {
  const [before, after] = await Promise.all([displayName === "" ? [] : nameKeys(displayName), nameKeys(name)]);
  if (await isNameTaken(table, id, after)) {
    const message = "Another partner has this name, or a similar one.";
    throw faultRefusal("validation", { pointer: "/displayName", code: "name-taken", message });
  }
  return nameWrites(id, before, after);
}
