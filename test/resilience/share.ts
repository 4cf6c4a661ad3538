const [nth = 1, of = 1] = (process.env["RESILIENCE_SHARE"] ?? "1/1").split("/").map(Number);

/** What of a list is played: all of it, or with `RESILIENCE_SHARE=2/6` every sixth, from the second on. */
export const shareOf = <Played>(all: readonly Played[]): readonly Played[] =>
  all.filter((_, at) => at % of === nth - 1);
