import { CfnOutput, CfnResource, RemovalPolicy, Stack, type App } from "aws-cdk-lib";
import { DataTable } from "./constructs/data-table.ts";
import { EventBus } from "./constructs/event-bus.ts";
import { Identity } from "./constructs/identity.ts";
import { Logs } from "./constructs/logs.ts";
import { MasterKey } from "./constructs/master-key.ts";
import { SenderIdentity } from "./constructs/sender-identity.ts";
import { ServiceFunction } from "./constructs/service-function.ts";
import { isProduction, physicalName, type Settings } from "./settings.ts";

/** Resources that can be recreated without loss, and that `cdk import` does not support. */
const notKept = new Set(["AWS::Lambda::Permission"]);

/** Types with deletion protection. A rollback cannot delete them either, so they are created last. */
const guarded = ["AWS::Cognito::UserPool", "AWS::DynamoDB::Table"];

/** The stack with the data of a stage, which cannot be recreated (decision 0021). It does not refer to the application's stack. */
export class DataStack extends Stack {
  readonly table: DataTable;
  readonly masterKey: MasterKey;
  readonly bus: EventBus;
  readonly identity: Identity;
  readonly sender: SenderIdentity;
  /** In this stack, because the pool refers to it. */
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
   * Production retains all resources when its stack is deleted, except after a failed first deployment. Every stage retains its
   * sender's domain, because other stages or systems may use it.
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
