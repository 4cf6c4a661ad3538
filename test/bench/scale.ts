/** How much of everything is measured. */
export interface Scale {
  /** Times that product and baseline take turns. */
  readonly rounds: number;
  /** Calls of a round one after the other, and many at once. */
  readonly calls: { readonly alone: number; readonly together: number };
  /** Invitations that a sweep finds due: in DynamoDB Local, and generated while it runs. */
  readonly sweeps: { readonly stored: readonly number[]; readonly generated: readonly number[] };
  /** Invitations that a partner has. */
  readonly growth: readonly number[];
  /** Invitations whose whole lifecycle is priced. */
  readonly lifecycles: number;
  /** Guests of a round of each peer, and invitations that nobody answers. */
  readonly peers: { readonly guests: number; readonly pending: number };
}

/**
 * `quick` shows in a minute that everything runs; its figures mean nothing. `whole` sweeps 100,000 stored invitations
 * too, which keeps DynamoDB Local busy for six minutes.
 */
export const scales: Readonly<Record<"quick" | "usual" | "whole", Scale>> = {
  quick: {
    rounds: 1,
    calls: { alone: 3, together: 16 },
    sweeps: { stored: [20, 50], generated: [1_000, 10_000] },
    growth: [100, 200],
    lifecycles: 20,
    peers: { guests: 8, pending: 40 },
  },
  usual: {
    rounds: 11,
    calls: { alone: 20, together: 64 },
    sweeps: { stored: [1_000, 10_000], generated: [1_000, 10_000, 100_000, 1_000_000] },
    growth: [1_000, 10_000, 100_000],
    lifecycles: 40,
    peers: { guests: 64, pending: 2_000 },
  },
  whole: {
    rounds: 11,
    calls: { alone: 20, together: 64 },
    sweeps: { stored: [1_000, 10_000, 100_000], generated: [1_000, 10_000, 100_000, 1_000_000] },
    growth: [1_000, 10_000, 100_000],
    lifecycles: 40,
    peers: { guests: 64, pending: 2_000 },
  },
};
