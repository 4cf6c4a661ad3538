import { raiseStack } from "../support/stack/stack.ts";
import { underFaults } from "./under-faults.ts";

underFaults("portal", raiseStack({ disorder: 20261130 }));
