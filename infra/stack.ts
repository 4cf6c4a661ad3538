import { CfnOutput, Stack, Tags, type App } from "aws-cdk-lib";
import type { EnvironmentKey, Work } from "../shared/manifest.ts";
import { consolePaths } from "../shared/names.ts";
import { Alarms } from "./constructs/alarms/alarms.ts";
import { Budget } from "./constructs/alarms/budget.ts";
import { Dashboard } from "./constructs/alarms/dashboard.ts";
import { DataRequests } from "./constructs/data-requests.ts";
import { DeliveryFeedback } from "./constructs/delivery-feedback.ts";
import { EventAlarms } from "./constructs/alarms/event-alarms.ts";
import { Funnel } from "./constructs/alarms/funnel.ts";
import { HttpApi } from "./constructs/http-api.ts";
import { HttpRoutes } from "./constructs/http-routes.ts";
import { Jobs } from "./constructs/jobs.ts";
import { Mailer } from "./constructs/mailer.ts";
import { Outbox } from "./constructs/outbox.ts";
import { hasRegistry, SchemaRegistry } from "./constructs/schema-registry.ts";
import { ServiceFunction } from "./constructs/service-function.ts";
import { ServiceAlarms } from "./constructs/alarms/service-alarms.ts";
import { SignIn } from "./constructs/sign-in.ts";
import { Sweeper } from "./constructs/sweeper.ts";
import { DataStack } from "./data-stack.ts";
import { functionNames, manifests, type FunctionName } from "./manifests.ts";
import { isProduction, physicalName, type Settings } from "./settings.ts";

/** The application stack of a stage. It can be destroyed and deployed again. */
class RapportStack extends Stack {
  constructor(app: App, settings: Settings, data: DataStack) {
    super(app, physicalName(settings), {
      description: `Rapport, stage ${settings.stage}`,
      terminationProtection: isProduction(settings),
    });
    // Also for resources that are referred to by name, such as log groups.
    this.addStackDependency(data);
    const { table, masterKey, bus, identity, shaper } = data;
    const alarms = new Alarms(this, "Alarms", settings);
    const { monthlyBudget } = settings.alarms;
    if (monthlyBudget !== undefined) new Budget(this, "Budget", { ...settings, monthlyBudget });
    const functions = Object.fromEntries(
      functionNames.map((name) => [name, name === shaper.name ? shaper : new ServiceFunction(this, name, settings)]),
    ) as Record<FunctionName, ServiceFunction>;
    const all = Object.values(functions);
    const workers = Object.fromEntries(
      all.flatMap((made) => (made.needs.kind === "works" ? [[made.needs.work, made]] : [])),
    ) as Record<Work, ServiceFunction>;
    for (const made of all) made.watchErrors(alarms);

    if (hasRegistry(settings)) new SchemaRegistry(this, "Schemas", settings);
    const http = new HttpApi(this, "Http", { settings, alarms });
    const publicUrl = http.origin;
    const signIn = new SignIn(this, "SignIn", { settings, pool: identity.pool, publicUrl });
    new HttpRoutes(this, "Routes", { http, identity, signIn, functions });

    const stage = { settings, alarms };
    new Outbox(this, "Outbox", { ...stage, table, publisher: workers.outbox });
    const mailer = { ...stage, bus, sender: workers.mail, identity: data.sender };
    const { configurationSet } = new Mailer(this, "Mailer", mailer);
    new DeliveryFeedback(this, "Feedback", { ...stage, configurationSet, recorder: workers.delivery });
    new Funnel(this, "Funnel", { ...stage, bus, counter: workers.funnel });
    new Jobs(this, "Jobs", { ...stage, bus, worker: workers.jobs });
    new Sweeper(this, "Sweeper", { ...stage, sweep: workers.sweeps });
    new DataRequests(this, "DataRequests", { ...stage, worker: workers.dataRequests });
    new EventAlarms(this, "EventAlarms", { alarms, publisher: workers.outbox });
    const watched = { bus: bus.bus, pool: identity.pool, client: signIn.client, workers: Object.values(workers) };
    new ServiceAlarms(this, "ServiceAlarms", { ...stage, table, ...watched });
    new Dashboard(this, "Dashboard", { ...stage, http, table, functions: all, workers });

    const { contact, help, privacy, imprint } = settings.operator;
    // The constructs of queues set the other keys.
    const answers: Partial<Record<EnvironmentKey, (to: ServiceFunction) => void>> = {
      masterKey: (to) => masterKey.grantRead(to),
      bus: (to) => bus.grantPut(to),
      publicUrl: (to) => to.configure("publicUrl", publicUrl),
      authorizeUrl: (to) => to.configure("authorizeUrl", signIn.authorizeUrl(publicUrl)),
      receiptYears: (to) => to.configure("receiptYears", String(settings.retention.receiptYears)),
      policy: (to) => to.configure("policy", JSON.stringify(settings.policy)),
      operatorName: (to) => to.configure("operatorName", settings.operator.name),
      operatorLinks: (to) => to.configure("operatorLinks", JSON.stringify({ contact, help, privacy, imprint })),
    };
    for (const to of all) {
      const { needs, environment } = manifests[to.name];
      if (needs.table) table.grant(to, needs.table);
      if (needs.users) identity.grant(to, needs.users);
      if (needs.accountList) data.sender.grantAccountList(to);
      for (const key of environment) answers[key]?.(to);
    }

    new CfnOutput(this, "ApiUrl", { value: publicUrl });
    new CfnOutput(this, "UserPoolClientId", { value: signIn.client.userPoolClientId });
    new CfnOutput(this, "SettingsSource", { value: settings.source });
    new CfnOutput(this, "SignInUrl", { value: `${publicUrl}${consolePaths.signIn}` });
    new CfnOutput(this, "SignInDomain", { value: signIn.url });
    new CfnOutput(this, "AlarmTopicArn", { value: alarms.topic.topicArn });
  }
}

/** Both stacks of a stage. */
export function addStage(
  app: App,
  settings: Settings,
): { readonly data: DataStack; readonly application: RapportStack } {
  const data = new DataStack(app, settings);
  const application = new RapportStack(app, settings, data);
  // They split the bill once they are activated as cost allocation tags.
  for (const stack of [data, application]) {
    Tags.of(stack).add("application", "rapport");
    Tags.of(stack).add("stage", settings.stage);
  }
  return { data, application };
}
