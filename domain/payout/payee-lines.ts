import type { RouteDefinition } from '../policy/policy-pack.ts';

/** A line of a claim; `traineeId` is null for a result of an organisation. */
export interface LineOfPayee {
  readonly id: string;
  readonly traineeId: string | null;
}

/** Without a line, an account is the claim's own unless the route pays persons. */
export function isAccountOfClaim(lineId: string | null, routePayee: RouteDefinition['payee'] | null): boolean {
  return lineId === null && routePayee !== 'person';
}

/** `lines`: all lines of one person, who must be the account's holder · `whose`: several persons, and none is named. */
export type LinesOfPayee<Line> =
  | { readonly kind: 'lines'; readonly of: Line; readonly lineIds: readonly string[] }
  | { readonly kind: 'whose' }
  | { readonly kind: 'unknownLine' };

/**
 * Returns the lines that an account of a person belongs to: those of the person of the named line. Without a
 * name the claim must have one person only. `lines`: all lines of the claim, in order.
 */
export function linesOfPayee<Line extends LineOfPayee>(
  lines: readonly Line[],
  lineId: string | null,
): LinesOfPayee<Line> {
  const meant = lineId === null ? lines[0] : lines.find(({ id }) => id === lineId);
  if (meant === undefined) {
    return { kind: 'unknownLine' };
  }
  const own = lines.filter(
    ({ id, traineeId }) => id === meant.id || (traineeId !== null && traineeId === meant.traineeId),
  );
  return lineId === null && own.length < lines.length
    ? { kind: 'whose' }
    : { kind: 'lines', of: meant, lineIds: own.map(({ id }) => id) };
}
