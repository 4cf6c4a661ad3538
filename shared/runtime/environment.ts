import * as z from "zod/mini";
import { environmentNames } from "../names.ts";

/**
 * Reads the settings that a function needs from the environment the stack gave it.
 * Throws at start, naming what is missing: a function with half its settings must not serve.
 */
export function readEnvironment<Name extends keyof typeof environmentNames>(
  ...needed: readonly Name[]
): Record<Name, string> {
  const schema = z.object(
    Object.fromEntries(needed.map((name) => [environmentNames[name], z.string().check(z.minLength(1))])),
  );
  const values = schema.parse(process.env) as Record<string, string>;
  return Object.fromEntries(needed.map((name) => [name, values[environmentNames[name]]])) as Record<Name, string>;
}
