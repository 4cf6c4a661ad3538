import type { measures } from "../names.ts";

/**
 * One value of a measure, for the metric filter that reads it. Past the console, which in Lambda puts time and request before
 * a line, so that the filter would find no JSON.
 */
export const measure = (name: (typeof measures)[keyof typeof measures], value: number): void => {
  process.stdout.write(`${JSON.stringify({ measure: name, value })}\n`);
};
