import { inject } from "vitest";

const ask = async (name: string): Promise<string> => {
  const response = await fetch(`${inject("workshop")}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
};

/** Folder of the cloud assembly of stage `local`, synthesized once per run. */
export const assemblyFolder = (): Promise<string> => ask("assembly");

/** URL of the one DynamoDB Local that tests of the table share. */
export const dynamoDbUrl = (): Promise<string> => ask("dynamodb");
