import type { Control } from "./control.ts";

/** The stack's virtual time. */
export interface Clock {
  readonly now: () => Promise<Date>;
  /** Lets a duration pass, with everything due on the way; schedules run once at the end, or after every `step`. */
  readonly advance: (duration: string, step?: string) => Promise<void>;
  readonly set: (moment: string) => Promise<void>;
}

/** The clock behind these control calls. */
export const clockOf = (control: Control): Clock => ({
  now: async () => new Date(String((await control.call("GET", "clock")).clock)),
  advance: async (advance, step) => void (await control.call("POST", "clock", { advance, ...(step && { step }) })),
  set: async (moment) => void (await control.call("POST", "clock", { set: moment })),
});
