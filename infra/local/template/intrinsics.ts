import { isObject } from "../json.ts";

/** What a template may refer to: resources, parameters, pseudo parameters, attributes of resources, and what other stacks export. All throw on an unknown name. */
export interface Scope {
  readonly ref: (name: string) => unknown;
  readonly attribute: (resource: string, attribute: string) => unknown;
  readonly imported: (exportName: string) => unknown;
}

/** `AWS::NoValue` resolves to this, and the property or list entry that holds it disappears. */
export const noValue = Symbol("AWS::NoValue");

const asText = (value: unknown, where: string): string => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`${where} must resolve to text.`);
};

const asList = (value: unknown, where: string): readonly unknown[] => {
  if (Array.isArray(value)) return value as unknown[];
  throw new Error(`${where} needs a list.`);
};

const attributeOf = (argument: unknown, scope: Scope): unknown => {
  // An attribute's own name may have points in it.
  const [resource = "", ...attribute] =
    typeof argument === "string"
      ? argument.split(".")
      : asList(argument, "Fn::GetAtt").map((part) => asText(part, "Fn::GetAtt"));
  return scope.attribute(resource, attribute.join("."));
};

const substitute = (argument: unknown, scope: Scope): string => {
  const [text, variables] = typeof argument === "string" ? [argument, {}] : asList(argument, "Fn::Sub");
  const known = resolve(variables ?? {}, scope) as Record<string, unknown>;
  return asText(text, "Fn::Sub").replaceAll(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in known) return asText(known[name], `Fn::Sub ${name}`);
    return asText(name.includes(".") ? attributeOf(name, scope) : scope.ref(name), `Fn::Sub ${name}`);
  });
};

const functions: Readonly<Record<string, (argument: unknown, scope: Scope) => unknown>> = {
  Ref: (argument, scope) => scope.ref(asText(argument, "Ref")),
  "Fn::GetAtt": attributeOf,
  "Fn::ImportValue": (argument, scope) => scope.imported(asText(resolve(argument, scope), "Fn::ImportValue")),
  "Fn::Join": (argument, scope) => {
    const [separator, parts] = asList(argument, "Fn::Join");
    return asList(resolve(parts, scope), "Fn::Join")
      .map((part) => asText(part, "Fn::Join"))
      .join(asText(separator, "Fn::Join"));
  },
  "Fn::Sub": substitute,
};

/**
 * A template value with its intrinsic functions replaced by what they stand for.
 * Throws by name on any function but `Ref`, `Fn::GetAtt`, `Fn::ImportValue`, `Fn::Join` and `Fn::Sub`.
 */
export const resolve = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((entry) => resolve(entry, scope)).filter((entry) => entry !== noValue);
  if (!isObject(value)) return value;
  const [key, ...others] = Object.keys(value);
  if (key !== undefined && others.length === 0 && (key === "Ref" || key === "Condition" || key.startsWith("Fn::"))) {
    const apply = functions[key];
    if (apply === undefined) throw new Error(`The local stack does not know the intrinsic function ${key}.`);
    return apply(value[key], scope);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, entry]) => [name, resolve(entry, scope)] as const)
      .filter(([, entry]) => entry !== noValue),
  );
};
