import { expect, test } from "vitest";
import { place, placeOr } from "../../../shared/table/places.ts";
import { keysIn, readerOf } from "../../../shared/table/plans.ts";
import { readAhead } from "../../../shared/table/read-ahead.ts";

const at = (SK: string) => place({ PK: "P", SK }, (item) => item["says"]);

test("what was read ahead is not asked for again, also where there is nothing, and all else is", async () => {
  const asked: string[][] = [];
  const read = readerOf(async (plan) => {
    const keys = keysIn(plan);
    if (keys.length > 0) asked.push(keys.map(({ SK }) => SK));
    return keys.filter(({ SK }) => SK !== "none").map((key) => ({ ...key, says: `${key.SK}!` }));
  });
  const ahead = await readAhead({ read }, { one: at("a"), others: [at("b"), at("none")] });
  expect(await ahead.read(at("a"))).toBe("a!");
  expect(await ahead.read({ b: at("b"), none: placeOr({ PK: "P", SK: "none" }, () => "", "empty") })).toEqual({
    b: "b!",
    none: "empty",
  });
  expect(await ahead.read([at("a"), at("c")])).toEqual(["a!", "c!"]);
  expect(asked).toEqual([["a", "b", "none"], ["c"]]);
});
