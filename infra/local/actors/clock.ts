import type { Control } from "./control.ts";

/** The clock behind these control calls. */
export const clockOf = (control: Control) => ({
  now: async () => new Date(String((await control.call("GET", "clock")).clock)),
  /** Lets a duration pass, with everything due on the way; schedules run once at the end, or after every `step`. */
  advance: async (advance: string, step?: string) =>
    void (await control.call("POST", "clock", { advance, ...(step && { step }) })),
  set: async (moment: string) => void (await control.call("POST", "clock", { set: moment })),
});
