import { afterEach, beforeEach, vi } from "vitest";

/** Listens to the log, and keeps it out of the test's output. `lines` has what was logged since. */
export function listenToLog(): { readonly lines: readonly Readonly<Record<string, unknown>>[] } {
  const lines: Record<string, unknown>[] = [];
  for (const level of ["info", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation((line: string) => {
      lines.push(JSON.parse(line) as Record<string, unknown>);
    });
  }
  return { lines };
}

/** Listens to the log of each test of a file; `lines` has what the present one logged. */
export function listenToEachLog(): ReturnType<typeof listenToLog> {
  let log: ReturnType<typeof listenToLog> = { lines: [] };
  beforeEach(() => void (log = listenToLog()));
  afterEach(() => void vi.restoreAllMocks());
  return {
    get lines() {
      return log.lines;
    },
  };
}
