import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";

const require = createRequire(import.meta.url);
const { subset } = require("semver") as { readonly subset: (sub: string, dom: string) => boolean };

interface Package {
  readonly engines?: { readonly node?: string };
}
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8"));

const ours = (read("package.json") as Package).engines?.node ?? "";
const { packages } = read("package-lock.json") as { packages: Readonly<Record<string, Package>> };
const foreign = Object.entries(packages).filter(([path, { engines }]) => path !== "" && engines?.node !== undefined);

it("npm warns of no package on a Node version that the project names", () => {
  expect(foreign.length).toBeGreaterThan(50);
  const unfit = foreign.filter(([, { engines }]) => !subset(ours, engines?.node ?? ""));
  expect(unfit.map(([path, { engines }]) => `${path} ${engines?.node}`)).toEqual([]);
  expect(subset("^20.19.0", packages["node_modules/vitest"]?.engines?.node ?? "")).toBe(false);
});

it("README names the Node versions of the project", () => {
  const [, named = ""] =
    /^You need Node (.*?) and Java/m.exec(readFileSync(new URL("../../../README.md", import.meta.url), "utf8")) ?? [];
  const lowest = ours.match(/\d+\.\d+\.\d+/g) ?? [];
  expect(lowest).not.toEqual([]);
  for (const version of lowest) expect(named).toContain(version.replace(/(?:\.0)+$/, ""));
});
