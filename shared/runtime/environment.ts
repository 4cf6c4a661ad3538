import * as z from "zod/mini";
import type { EnvironmentKey } from "../manifest.ts";
import { environmentNames } from "../names.ts";

/**
 * Reads what a function needs, by its manifest, from the environment the stack gave it.
 * Throws at start, naming what is missing: a function with half its settings must not serve.
 */
export function readEnvironment<Name extends EnvironmentKey>(needed: readonly Name[]): Record<Name, string> {
  const schema = z.object(
    Object.fromEntries(needed.map((name) => [environmentNames[name], z.string().check(z.minLength(1))])),
  );
  const values = schema.parse(process.env) as Record<string, string>;
  return Object.fromEntries(needed.map((name) => [name, values[environmentNames[name]]])) as Record<Name, string>;
}
