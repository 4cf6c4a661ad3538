const here = (service: string, rest: string) => ({
  "Fn::Sub": `arn:aws:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`,
});
const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], Resource: object | object[]) => ({ Effect: "Allow", Action, Resource });

/** The one role of the tiny stack's functions and schedules: what they do, and nothing else. */
export const tinyRole = {
  AssumeRolePolicyDocument: document({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: ["lambda.amazonaws.com", "scheduler.amazonaws.com"] },
  }),
  Policies: [
    {
      PolicyName: "tiny",
      PolicyDocument: document(
        allow("logs:*", here("logs", "log-group:/aws/lambda/*")),
        allow("secretsmanager:GetSecretValue", { Ref: "Secret" }),
        allow(
          ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
          here("dynamodb", "table/*/stream/*"),
        ),
        allow("sqs:SendMessage", { "Fn::GetAtt": ["StreamDead", "Arn"] }),
        allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], {
          "Fn::GetAtt": ["Work", "Arn"],
        }),
        allow("lambda:InvokeFunction", { "Fn::GetAtt": ["Sweep", "Arn"] }),
      ),
    },
  ],
};

/** Lets the tiny stack's rule send to its queue, and to its dead letters. */
export const tinyQueuePolicy = {
  Queues: [{ Ref: "Work" }, { Ref: "Undeliverable" }],
  PolicyDocument: document({
    ...allow("sqs:SendMessage", [{ "Fn::GetAtt": ["Work", "Arn"] }, { "Fn::GetAtt": ["Undeliverable", "Arn"] }]),
    Principal: { Service: "events.amazonaws.com" },
    Condition: { ArnEquals: { "aws:SourceArn": { "Fn::GetAtt": ["Rule", "Arn"] } } },
  }),
};
