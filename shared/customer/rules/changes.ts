import { assertNoCoolOff, personOf } from "./administrators.ts";
import { customerStep, type Customer, type CustomerStep, type Administrator } from "../model.ts";
import type { Instant } from "../../kernel/time.ts";

/** An administrator renames the customer; the operator's verification was of the old name. Nothing for the same name. */
export function renameCustomer(
  before: Customer,
  name: string,
  { by, now }: { readonly by: Administrator; readonly now: Instant },
): CustomerStep[] {
  assertNoCoolOff(by, now);
  if (name === before.name) return [];
  const changed = ["name" as const, ...(before.verified === null ? [] : ["verified" as const])];
  const data = { changed, previous: previousOf(before, changed), by: personOf(by) };
  return [customerStep("CustomerChanged", before, { ...before, name, verified: null }, data)];
}

/** The operator's change; omitted fields stay. */
export interface OperatorsChange {
  readonly externalId?: string | null | undefined;
  /** How the operator verified the customer; null withdraws the verification. */
  readonly verified?: string | null | undefined;
}

/** Links the vendor's account, or changes the verification. Nothing if it is the same. */
export function changeByOperator(before: Customer, change: OperatorsChange, now: Instant): CustomerStep[] {
  const { externalId = before.externalId } = change;
  const verified =
    change.verified === undefined || change.verified === (before.verified?.how ?? null)
      ? before.verified
      : change.verified === null
        ? null
        : { at: now, how: change.verified };
  const changed = [
    ...(externalId === before.externalId ? [] : ["externalId" as const]),
    ...(verified === before.verified ? [] : ["verified" as const]),
  ];
  if (changed.length === 0) return [];
  const data = { changed, previous: previousOf(before, changed), by: null };
  return [customerStep("CustomerChanged", before, { ...before, externalId, verified }, data)];
}

const previousOf = (before: Customer, changed: readonly ("name" | "externalId" | "verified")[]) =>
  Object.fromEntries(changed.map((field) => [field, before[field]]));
