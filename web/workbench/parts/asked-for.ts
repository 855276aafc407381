/** What a return asked for, place by place, as the facts of a timeline have it. */
export function askedFor(
  facts: Readonly<Record<string, unknown>> | undefined,
): readonly { readonly label: string; readonly remark: string }[] {
  const corrections = facts?.['corrections'];
  return Array.isArray(corrections) ? corrections.flatMap((one: unknown) => placeOf(one)) : [];
}

function placeOf(one: unknown) {
  if (typeof one !== 'object' || one === null || !('label' in one) || typeof one.label !== 'string') {
    return [];
  }
  return [{ label: one.label, remark: 'remark' in one && typeof one.remark === 'string' ? one.remark : '' }];
}
