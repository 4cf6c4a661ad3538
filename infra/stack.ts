import { CfnOutput, Stack, Tags, type App } from "aws-cdk-lib";
import { consolePaths, functionNames, type FunctionName } from "../shared/names.ts";
import { Alarms } from "./constructs/alarms.ts";
import { Dashboard } from "./constructs/dashboard.ts";
import { everyWrite } from "./constructs/data-table.ts";
import { DeliveryFeedback } from "./constructs/delivery-feedback.ts";
import { EventAlarms } from "./constructs/event-alarms.ts";
import { Funnel } from "./constructs/funnel.ts";
import { HttpApi } from "./constructs/http-api.ts";
import { HttpRoutes } from "./constructs/http-routes.ts";
import { Mailer } from "./constructs/mailer.ts";
import { Outbox } from "./constructs/outbox.ts";
import { hasRegistry, SchemaRegistry } from "./constructs/schema-registry.ts";
import { ServiceFunction } from "./constructs/service-function.ts";
import { ServiceAlarms } from "./constructs/service-alarms.ts";
import { SignIn } from "./constructs/sign-in.ts";
import { Sweeper } from "./constructs/sweeper.ts";
import { DataStack } from "./data-stack.ts";
import { isProduction, physicalName, type Settings } from "./settings.ts";

/** The application of one stage: which capability exists and which function may use it. It may be destroyed and deployed again. */
class RapportStack extends Stack {
  constructor(app: App, settings: Settings, data: DataStack) {
    super(app, physicalName(settings), {
      description: `Rapport, stage ${settings.stage}`,
      terminationProtection: isProduction(settings),
    });
    // Also for what is known by its name alone, as log groups are.
    this.addStackDependency(data);
    const { table, masterKey, bus, identity, shaper } = data;
    const alarms = new Alarms(this, "Alarms", settings);
    const functions = Object.fromEntries(
      functionNames.map((name) => [name, name === shaper.name ? shaper : new ServiceFunction(this, name, settings)]),
    ) as Record<FunctionName, ServiceFunction>;
    for (const made of Object.values(functions)) made.watchErrors(alarms);

    if (hasRegistry(settings)) new SchemaRegistry(this, "Schemas", settings);
    const http = new HttpApi(this, "Http", { settings, alarms });
    const publicUrl = http.origin;
    const signIn = new SignIn(this, "SignIn", { settings, pool: identity.pool, publicUrl });
    new HttpRoutes(this, "Routes", { http, identity, signIn, functions });
    functions["serve-public"].configure("authorizeUrl", signIn.authorizeUrl(publicUrl));

    new Outbox(this, "Outbox", { settings, alarms, table, bus, publisher: functions["publish-events"] });
    const { configurationSet } = new Mailer(this, "Mailer", {
      settings,
      alarms,
      bus,
      sender: functions["send-mail"],
      identity: data.sender,
    });
    const recorder = functions["record-delivery"];
    new DeliveryFeedback(this, "Feedback", { settings, alarms, configurationSet, recorder });
    new Funnel(this, "Funnel", { settings, alarms, bus, counter: functions["count-invitations"] });
    new Sweeper(this, "Sweeper", { settings, alarms, sweep: functions["sweep-due"] });
    new EventAlarms(this, "EventAlarms", { alarms, publisher: functions["publish-events"] });
    new ServiceAlarms(this, "ServiceAlarms", {
      settings,
      alarms,
      table,
      bus: bus.bus,
      pool: identity.pool,
      client: signIn.client,
      functions,
    });

    new Dashboard(this, "Dashboard", { settings, alarms, http, table, functions });

    table.grant(functions["serve-invitations"], ["BatchGetItem", "Query", ...everyWrite]);
    table.grantIndexQuery(functions["serve-invitations"], "listIndex");
    table.grant(functions["serve-batch"], ["BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"]);
    table.grant(functions["serve-previews"], ["BatchGetItem", "Query"]);
    table.grant(functions["serve-customers"], ["GetItem", "BatchGetItem", "Query"]);
    table.grant(functions["serve-partner"], ["GetItem", "BatchGetItem", "Query", ...everyWrite]);
    table.grantIndexQuery(functions["serve-partner"], "listIndex");
    table.grant(functions["serve-users"], ["GetItem", "BatchGetItem", "Query", ...everyWrite]);
    identity.grantUsers(functions["serve-users"]);
    table.grant(functions["serve-operator"], ["GetItem", "BatchGetItem", "Query", ...everyWrite]);
    identity.grantReadUser(functions["serve-operator"]);
    functions["serve-operator"].allowEverywhere(
      ["ses:GetSuppressedDestination", "ses:DeleteSuppressedDestination"],
      "SES keeps one suppression list for the account and knows no narrower resource for these two actions.",
    );
    table.grantIndexQuery(functions["serve-operator"], "listIndex");
    table.grant(functions["serve-offer"], ["GetItem", "BatchGetItem", ...everyWrite]);
    table.grant(functions["receive-callback"], ["GetItem", "BatchGetItem", ...everyWrite]);
    table.grant(functions["serve-unsubscribe"], ["BatchGetItem", "UpdateItem"]);
    table.grant(functions["serve-confirm"], ["GetItem", "BatchGetItem", ...everyWrite]);
    table.grant(functions["serve-portal"], ["GetItem", "BatchGetItem", "Query", ...everyWrite]);
    table.grant(functions["send-mail"], ["BatchGetItem", "Query", "PutItem", "DeleteItem"]);
    table.grant(functions["record-delivery"], ["BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"]);
    table.grant(functions["count-invitations"], ["BatchGetItem", "PutItem", "UpdateItem"]);
    table.grant(functions["sweep-due"], ["BatchGetItem", ...everyWrite]);
    table.grantIndexQuery(functions["sweep-due"], "dueIndex");

    for (const name of [
      "serve-invitations",
      "serve-batch",
      "serve-previews",
      "serve-operator",
      "serve-users",
      "serve-offer",
      "receive-callback",
      "serve-unsubscribe",
      "serve-confirm",
      "serve-portal",
      "send-mail",
      "record-delivery",
      "sweep-due",
    ] as const) {
      masterKey.grantRead(functions[name]);
    }
    for (const name of [
      "serve-invitations",
      "serve-previews",
      "serve-offer",
      "receive-callback",
      "serve-unsubscribe",
      "serve-confirm",
      "serve-portal",
      "send-mail",
    ] as const) {
      functions[name].configure("publicUrl", publicUrl);
    }
    for (const name of [
      "serve-invitations",
      "serve-batch",
      "serve-partner",
      "serve-offer",
      "serve-operator",
      "serve-users",
      "serve-confirm",
      "serve-portal",
      "receive-callback",
      "sweep-due",
    ] as const) {
      functions[name].configure("policy", JSON.stringify(settings.policy));
    }
    for (const name of [
      "serve-previews",
      "serve-partner",
      "serve-users",
      "serve-operator",
      "serve-offer",
      "serve-unsubscribe",
      "serve-confirm",
      "serve-portal",
      "serve-public",
      "send-mail",
    ] as const) {
      functions[name].configure("operatorName", settings.operator.name);
    }
    const { contact, help, privacy, imprint } = settings.operator;
    const links = JSON.stringify({ contact, help, privacy, imprint });
    for (const name of [
      "serve-previews",
      "serve-offer",
      "serve-unsubscribe",
      "serve-confirm",
      "serve-portal",
      "serve-public",
      "send-mail",
    ] as const) {
      functions[name].configure("operatorLinks", links);
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
  // By these the bill is split, once they are activated as cost allocation tags.
  for (const stack of [data, application]) {
    Tags.of(stack).add("application", "rapport");
    Tags.of(stack).add("stage", settings.stage);
  }
  return { data, application };
}
