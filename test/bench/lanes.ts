/** Milliseconds of each one, and of all. */
export interface Times {
  readonly each: readonly number[];
  readonly all: number;
}

/** Does all jobs, `width` at once; each lane does one after the other. */
export async function inLanes<Job>(
  jobs: readonly Job[],
  width: number,
  run: (job: Job, lane: number) => Promise<void>,
): Promise<Times> {
  const each: number[] = [];
  let next = 0;
  const started = performance.now();
  const lane = async (number: number): Promise<void> => {
    while (next < jobs.length) {
      const job = jobs[next++]!;
      const from = performance.now();
      await run(job, number);
      each.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: width }, (_, number) => lane(number)));
  return { each, all: performance.now() - started };
}
