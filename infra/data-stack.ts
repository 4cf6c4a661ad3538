import { CfnOutput, CfnResource, RemovalPolicy, Stack, type App } from "aws-cdk-lib";
import { DataTable } from "./constructs/data-table.ts";
import { EventBus } from "./constructs/event-bus.ts";
import { Identity } from "./constructs/identity.ts";
import { Logs } from "./constructs/logs.ts";
import { MasterKey } from "./constructs/master-key.ts";
import { SenderIdentity } from "./constructs/sender-identity.ts";
import { ServiceFunction } from "./constructs/service-function.ts";
import { isProduction, physicalName, type Settings } from "./settings.ts";

/** Made anew at no loss, and nothing that `cdk import` could take back. */
const notKept = new Set(["AWS::Lambda::Permission"]);

/** Types that carry a protection of their own. A roll-back cannot delete them either, so they come last. */
const guarded = ["AWS::Cognito::UserPool", "AWS::DynamoDB::Table"];

/** What of a stage cannot be made anew (decision 0021). Nothing in here refers to the application's stack. */
export class DataStack extends Stack {
  readonly table: DataTable;
  readonly masterKey: MasterKey;
  readonly bus: EventBus;
  readonly identity: Identity;
  readonly sender: SenderIdentity;
  /** Here, because the pool names it: a pool without it lets nobody in. */
  readonly shaper: ServiceFunction;

  constructor(app: App, settings: Settings) {
    super(app, physicalName(settings, "data"), {
      description: `Data of Rapport, stage ${settings.stage}`,
      terminationProtection: isProduction(settings),
    });
    new Logs(this, "Logs", settings);
    this.shaper = new ServiceFunction(this, "shape-token", settings);
    this.masterKey = new MasterKey(this, "MasterKey");
    this.bus = new EventBus(this, "Events", settings);
    this.sender = new SenderIdentity(this, "Sender", settings);
    this.identity = new Identity(this, "Users", { settings, shaper: this.shaper, sender: this.sender });
    this.table = new DataTable(this, "Data", settings);
    this.keep(settings);

    new CfnOutput(this, "TableName", { value: this.table.table.tableName });
    new CfnOutput(this, "MasterKeyArn", { value: this.masterKey.secret.secretArn });
    new CfnOutput(this, "UserPoolId", { value: this.identity.pool.userPoolId });
  }

  /**
   * Production keeps everything when its stack is deleted, but for a first deployment that failed. Every stage keeps its
   * sender's domain: other stages or systems may send from it, and a stage with `mail.existing` no longer has it.
   */
  private keep(settings: Settings): void {
    const shared = new Set(settings.mail.identity === "domain" ? this.sender.node.findAll() : []);
    const resources = this.node
      .findAll()
      .filter((child) => CfnResource.isCfnResource(child))
      .filter(({ cfnResourceType }) => !notKept.has(cfnResourceType));
    for (const resource of resources) {
      const isKept = isProduction(settings) || shared.has(resource);
      resource.applyRemovalPolicy(isKept ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY);
    }
    let before = resources.filter(({ cfnResourceType }) => !guarded.includes(cfnResourceType));
    for (const type of guarded) {
      const next = resources.filter(({ cfnResourceType }) => cfnResourceType === type);
      for (const one of next) for (const other of before) one.addResourceDependency(other);
      before = next;
    }
  }
}
