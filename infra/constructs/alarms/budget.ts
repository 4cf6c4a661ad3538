import { Stack } from "aws-cdk-lib";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { Construct } from "constructs";
import { physicalName, type Settings } from "../../settings.ts";

/** Mails the alarm addresses if the stage exceeds its monthly budget, or is forecast to. */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, settings: Settings & { readonly monthlyBudget: number }) {
    super(scope, id);
    const { alarms, stage, monthlyBudget } = settings;
    const warning = (notificationType: "ACTUAL" | "FORECASTED") => ({
      notification: {
        notificationType,
        comparisonOperator: "GREATER_THAN",
        threshold: 100,
        thresholdType: "PERCENTAGE",
      },
      subscribers: alarms.emails.map((address) => ({ subscriptionType: "EMAIL", address })),
    });
    new CfnBudget(this, "Budget", {
      budget: {
        // An account has one list of budgets for all its regions.
        budgetName: `${physicalName(settings)}-${Stack.of(this).region}`,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        budgetLimit: { amount: monthlyBudget, unit: "USD" },
        // One tag only: AWS does not say whether values of two would have to hold together.
        costFilters: { TagKeyValue: [`user:stage$${stage}`] },
      },
      notificationsWithSubscribers: [warning("FORECASTED"), warning("ACTUAL")],
    });
  }
}
