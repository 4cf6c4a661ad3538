/** Where the gateway writes its access log, and how a line looks. */
export interface AccessLog {
  readonly logGroup: string;
  readonly format: string;
}

/** The log group of a destination's ARN, and the format. */
export const accessLogOf = ({ DestinationArn, Format }: { DestinationArn: string; Format: string }): AccessLog => ({
  logGroup: /:log-group:([^:]+)/.exec(DestinationArn)?.[1] ?? "",
  format: Format,
});

/** A line: every variable by its value, `-` where there is none; source: "Customize HTTP API access logs" of the API Gateway guide. */
export const accessLine = (
  { format }: AccessLog,
  values: Readonly<Record<string, string | number | undefined>>,
): string => format.replaceAll(/\$context\.([\w.]+)/g, (_, name: string) => String(values[name] ?? "-"));
