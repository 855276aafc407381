/** What crosses between a workflow and the world is JSON. */
export function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Calls a workflow or an activity as another process does. */
export function called<Result>(work: (input: never) => Promise<Result>, input: unknown): Promise<Result> {
  return Reflect.apply(work, undefined, [asJson(input)]);
}
