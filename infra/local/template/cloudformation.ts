import { AwsError, known, queryReply, type CallHandler } from "../aws-endpoint.ts";
import type { Template } from "./template.ts";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** What CloudFormation tells of a stack that is there: its outputs. */
export const answerCloudFormation =
  (template: Template): CallHandler =>
  async ({ operation, input }) => {
    known("CloudFormation", { DescribeStacks: true }, operation);
    const name = String(input["StackName"]);
    const outputs = template.outputsOf(name);
    if (outputs === undefined) throw new AwsError("ValidationError", `Stack with id ${name} does not exist`);
    const members = Object.entries(outputs).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${escaped(value)}</OutputValue></member>`,
    );
    const stack = `<StackName>${name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join("")}</Outputs>`;
    const namespace = "cloudformation.amazonaws.com/doc/2010-05-15";
    return queryReply(operation, namespace, `<Stacks><member>${stack}</member></Stacks>`);
  };
