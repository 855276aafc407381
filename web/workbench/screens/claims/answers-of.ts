interface Given {
  readonly key: string;
  readonly label: string;
  readonly answer: string;
}

/** The answers of a decision, with their questions, as an entry of the timeline has them. */
export function answersOf({ answered }: Readonly<Record<string, unknown>>): readonly Given[] {
  return Array.isArray(answered) ? answered.filter(isGiven) : [];
}

function isGiven(one: unknown): one is Given {
  return (
    typeof one === 'object' &&
    one !== null &&
    ['key', 'label', 'answer'].every((name) => typeof Reflect.get(one, name) === 'string')
  );
}
