import * as z from "zod/mini";

/** Where readers of pages and mails find the operator of a deployment. */
export interface OperatorLinks {
  /** Mail address. */
  readonly contact?: string | undefined;
  readonly help?: string | undefined;
  readonly privacy?: string | undefined;
  readonly imprint?: string | undefined;
}

const page = z.string().check(
  z.refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url?.protocol === "https:" && url.username === "" && url.password === "";
  }, "must be an https URL"),
  z.maxLength(300, "must have at most 300 characters"),
);

/** The pages of an operator that are linked; its contact is a mail address. */
export const operatorPages = {
  help: z.optional(page),
  privacy: z.optional(page),
  imprint: z.optional(page),
};
