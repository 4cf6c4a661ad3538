import type { AdministratorNames } from "./texts.ts";

/** Who added an administrator, in a sentence of any language: a name and its address, or the operator's name. */
export const adderOf = (by: AdministratorNames["by"]): string =>
  typeof by === "string" ? by : by.name === null ? by.email : `${by.name} (${by.email})`;
