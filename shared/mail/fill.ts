import type { Html } from "../html/html.ts";
import { inertHtml } from "./mail-text.ts";

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/**
 * Fills the `{{names}}` of a compiled mail template. A string is made inert and escaped; only markup made by
 * `html` stands as it is. Throws when template and values do not name the same things, so neither can drift.
 */
export const fill = (template: string, values: Readonly<Record<string, string | Html>>): string => {
  const unused = new Set(Object.keys(values));
  const filled = template.replace(placeholder, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The mail template asks for "${name}", which has no value`);
    unused.delete(name);
    return (typeof value === "string" ? inertHtml(value) : value).toString();
  });
  if (unused.size > 0) throw new Error(`The mail template has no place for ${[...unused].join(", ")}`);
  return filled;
};
