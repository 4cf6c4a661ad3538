import * as z from "zod";
import { line } from "./fields.ts";

/** Who runs this deployment. */
export const operatorSettings = z
  .strictObject({
    name: line(60).default("Rapport").describe("Who runs this, as pages and mails say."),
  })
  .prefault({});
