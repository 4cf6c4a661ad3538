import { defineConfig } from "vitest/config";
import { viteTextPlugin } from "./infra/mjml-plugin.ts";

export default defineConfig({
  plugins: [viteTextPlugin],
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**", "test/resilience/**"],
    globalSetup: ["test/support/global-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
