import { expect } from "vitest";
import { Refusal } from "../../shared/kernel/refusal.ts";

/** The refusal that an act ends with; a test that gets none fails here. */
export function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return error as Refusal;
  }
  throw new Error("It was not refused.");
}
