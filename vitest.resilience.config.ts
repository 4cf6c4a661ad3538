import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import everything from "./vitest.config.ts";

/** The longest file begins first, so that the others run beside it. */
class FaultsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isFaults = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith("/faults.test.ts");
    return (await super.sort(files)).toSorted((one, other) => Number(isFaults(other)) - Number(isFaults(one)));
  }
}

/** Every fault, every missing grant, whole months: `npm run test:resilience`, for what would make `npm test` too slow. */
export default defineConfig({
  ...everything,
  test: {
    ...everything.test,
    include: ["test/resilience/**/*.test.ts"],
    exclude: [],
    sequence: { sequencer: FaultsFirst },
    // The season is played a dozen times under faults.
    testTimeout: 600_000,
  },
});
