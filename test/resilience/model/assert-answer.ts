import { expect } from "vitest";
import type { Expected } from "./world.ts";

/** Compares an answer with what the model expects. */
export function assertAnswer(answer: { status: number; text: string }, [status, problem]: Expected): void {
  expect(answer.status, answer.text).toBe(status);
  if (problem !== undefined) expect(answer.text).toContain(`"/problems/${problem}"`);
}
