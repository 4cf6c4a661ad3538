import { alarmLines } from "../names.ts";
import { log, type LogFields } from "./log.ts";

/**
 * Writes the line on which the operator is alarmed. About test data the line is another one, which no metric counts: what a
 * sandbox partner tries out wakes nobody.
 */
export const alarm = (name: keyof typeof alarmLines, sandbox: boolean, fields: LogFields): void =>
  sandbox ? log("info", "sandbox, no alarm", { ...fields, alarm: name }) : log("warn", alarmLines[name], fields);
