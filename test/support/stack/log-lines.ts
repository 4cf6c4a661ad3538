import { vi } from "vitest";

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
