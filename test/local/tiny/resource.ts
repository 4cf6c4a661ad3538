/** The ARN of another resource. */
export const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
/** A physical name, with that of the stack before it. */
export const named = (name: string) => ({ "Fn::Join": ["-", [{ Ref: "AWS::StackName" }, name]] });
/** A resource as templates write it. */
export const resource = (Type: string, Properties: object) => ({ Type, Properties });
