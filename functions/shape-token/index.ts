/** The user pool's pre-token trigger, version 2. */
export { shapeToken as handler } from "./handler.ts";
