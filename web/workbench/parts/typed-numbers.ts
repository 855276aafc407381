/** Numbers as they were typed, by their names. A field that is empty was not filled in: it is left out, and is no zero. */
export function numbersOf(typed: Readonly<Record<string, string>>): Record<string, number> {
  const given = Object.entries(typed).filter(([, one]) => one.trim() !== '');
  return Object.fromEntries(given.map(([name, one]) => [name, Number(one)]));
}
