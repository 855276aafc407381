/**
 * Returns JSON with the fields of every object in the order of their names, without blanks: equal content gives equal
 * text, so it can be digested. Fields that JSON cannot represent are omitted; `value` itself must not be undefined.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
