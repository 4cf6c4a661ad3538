import { describe, expect, it } from "vitest";
import type { Stack } from "../support/stack/stack.ts";
import { chaptersOn } from "./chapters.ts";
import { disturbanceOf } from "./disturbance.ts";
import { callers, callersIn, rareIn, type Part } from "./parts.ts";
import { portalChaptersOn } from "./portal-chapters.ts";
import { shareOf } from "./share.ts";
import { systemChaptersOn } from "./system-chapters.ts";

/** The tests of one part of the story: each of its chapters under everything that can go wrong in it, one thing at a time. */
export function underFaults(part: Part, stack: () => Stack): void {
  const { struck, struckCallers, play, strikesIn } = disturbanceOf(stack);
  const chapters = [...chaptersOn(stack), ...portalChaptersOn(stack), ...systemChaptersOn(stack)].filter(
    (chapter) => chapter.part === part,
  );

  describe("whatever goes wrong once, the audit finds nothing in the end when", () => {
    it.each(chapters)("$name", async (chapter) => {
      await stack().local.reset();
      const strikes = await strikesIn(chapter);
      const wrong: string[] = [];
      for (const strike of shareOf(strikes)) {
        await play(chapter, strike).catch(async (error: unknown) => {
          wrong.push(`${strike.name}: ${String(error)}`);
          await stack().local.reset();
        });
      }
      expect(strikes.length).toBeGreaterThan(3);
      expect(wrong).toEqual([]);
    });
  });

  it("every function of this part was struck, and at the calls that only another fault leads to", () => {
    expect(callersIn(part).filter((name) => !struckCallers.has(name))).toEqual([]);
    expect([...struckCallers].filter((name) => !callers.includes(name))).toEqual([]);
    expect(rareIn(part).filter((call) => ![...struck].some((name) => name.startsWith(call)))).toEqual([]);
  });
}
