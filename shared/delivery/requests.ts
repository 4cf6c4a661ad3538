import * as z from "zod/mini";
import { line, normalAddress } from "../schema/primitives.ts";

/** `POST /v1/operator/addresses/lookup`. */
export const lookupBody = z.strictObject({ email: normalAddress });

/** `POST /v1/operator/addresses/lift`. */
export const liftBody = z.strictObject({ email: normalAddress, reason: line(500) });
