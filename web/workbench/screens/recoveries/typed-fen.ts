/** Yuan with at most two places as fen, as the API takes it; null for anything else. */
export function typedFen(yuan: string): number | null {
  const [, whole, places = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan.trim().replaceAll(',', '')) ?? [];
  return whole === undefined ? null : Number(`${whole}${places.padEnd(2, '0')}`);
}
