import { raiseStack } from "../support/stack.ts";
import { underFaults } from "./under-faults.ts";

underFaults("portal", raiseStack({ disorder: 20261130 }));
