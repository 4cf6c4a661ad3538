import { defineConfig } from "vitest/config";
import everything from "./vitest.config.ts";

/** Journeys in a real browser: `npm run test:browser`, with a Chromium on the path. */
export default defineConfig({
  ...everything,
  test: { ...everything.test, include: ["test/browser/**/*.test.ts"], exclude: [] },
});
