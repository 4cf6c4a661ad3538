import codes from "./fault-codes.json" with { type: "json" };

/** Faults that programs alone make, so that pages have no words for them. */
export const programFaults = codes.programs;

/** Every kind of fault in what was sent, with what it means. More are added; none changes its meaning. */
export const faultCodes = { ...codes.programs, ...codes.people };

/** A kind of fault. */
export type FaultCode = keyof typeof faultCodes;
