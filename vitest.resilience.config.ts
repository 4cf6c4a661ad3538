import { defineConfig } from "vitest/config";
import everything from "./vitest.config.ts";

/** Every fault, every missing grant, whole months: `npm run test:resilience`, for what would make `npm test` too slow. */
export default defineConfig({
  ...everything,
  test: {
    ...everything.test,
    include: ["test/resilience/**/*.test.ts"],
    exclude: [],
    // A chapter alone takes a minute of both cores when it has many calls to strike.
    testTimeout: 600_000,
  },
});
