import type { Driving } from "../../../infra/local/actors/control.ts";
import type { LocalStack } from "../../../infra/local/stack.ts";
import { consoleScenarios } from "./console.ts";
import { invitationScenarios } from "./invitations.ts";
import { partnerScenarios } from "./partners.ts";
import { portalScenarios } from "./portal.ts";
import { settingOn, type Scenario } from "./scenario.ts";

const contoso = {
  name: "contoso-partner",
  displayName: "Contoso",
  cloud: "public",
  verified: "Register",
  locale: "en",
};

/** The partners of the scenarios, among those that the local stack can register. */
export const scenarioPartners = [
  contoso,
  { ...contoso, name: "sandbox-partner", displayName: "Tailspin", sandbox: true },
];

/** Everything that happens in Rapport, so that every function does everything that it can do. */
export const scenariosOn = (local: LocalStack, driving?: Driving): readonly Scenario[] => {
  const setting = settingOn(local, driving);
  const all = [
    ...invitationScenarios(setting),
    ...partnerScenarios(setting),
    ...portalScenarios(setting),
    ...consoleScenarios(setting),
  ];
  // Those that ask again first, so that a fault that can lose a mail is played in one of them.
  return all.toSorted((one, other) => Number(other.asksAgain) - Number(one.asksAgain));
};
