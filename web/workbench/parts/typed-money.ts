/** An amount as people type it, `28,800.00` or `28800`, in fen; null where it is none. Digits only, nothing is rounded. */
export function fenOf(typed: string): number | null {
  const found = /^(\d+)(?:\.(\d{1,2}))?$/.exec(typed.trim().replaceAll(/[,\uff0c\s]/g, ''));
  if (found === null) {
    return null;
  }
  const [, whole = '', cents = ''] = found;
  return Number(`${whole}${cents.padEnd(2, '0')}`);
}

/** The same as it is sent: what is no amount is -1, which the server refuses in its words. */
export function sentFen(typed: string): number {
  return fenOf(typed) ?? -1;
}
