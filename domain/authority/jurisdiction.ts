/**
 * Jurisdictions are codes of GB/T 2260: two digits each for region, city and county, zeros for "all of it".
 * 000000 is everywhere, 150000 Inner Mongolia, 150600 Ordos, 150621 one of its banners.
 */
export function isJurisdiction(text: string): boolean {
  return /^\d{6}$/.test(text) && regionPrefix(text).padEnd(6, '0') === text;
}

/** True for the jurisdiction itself and for everything inside it. */
export function covers(outer: string, inner: string): boolean {
  return inner.startsWith(regionPrefix(outer));
}

/** Returns the digits that the jurisdiction shares with everything inside it: 1506 for 150600, none for 000000. */
export function regionPrefix(code: string): string {
  return parts(code).join('');
}

/** Returns the pairs before the first pair of zeros. */
function parts(code: string): readonly string[] {
  const pairs: readonly string[] = code.match(/../g) ?? [];
  const end = pairs.indexOf('00');
  return end === -1 ? pairs : pairs.slice(0, end);
}
