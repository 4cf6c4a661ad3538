import { defineConfig } from "vitest/config";
import { viteTextPlugin } from "./infra/build/mjml-plugin.ts";

export default defineConfig({
  plugins: [viteTextPlugin],
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**", "test/resilience/**", "**/node_modules/**"],
    globalSetup: ["test/support/global-setup.ts"],
    // Files share a process and what they imported: nothing here changes a module, and half a minute is saved.
    isolate: false,
    // As many as keep two cores busy; each has a stack and a DynamoDB of its own.
    maxWorkers: 2,
    // A test that hangs must end; one that is slow on a busy machine must not fail for it.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
