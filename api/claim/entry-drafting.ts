import type { z } from 'zod';
import { dayAt } from '../../domain/calendar.ts';
import type { EntryColumnCode } from '../../domain/policy/route-codes.ts';
import { checkEntryRow, entryKey } from '../../domain/intake/entry-columns.ts';
import type { Entry } from '../../domain/intake/entry.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import type { RowOutcome } from '../../domain/intake/table-cell.ts';
import { unreachable } from '../../domain/verdict.ts';
import type { CreateClaimBody } from '../../schemas/claim-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';
import { routeNotOpen } from '../kernel/route-not-open.ts';
import type { ClaimStore } from './claim-ports.ts';
import type { SubmissionRefusal } from './claim-refusals.ts';
import { routeRides } from './riding-routes.ts';
import { cellsOf, isEmptyRow, withAccount, type RowOfBody } from './entry-body.ts';

type Body = z.output<typeof CreateClaimBody>;

interface Asked {
  readonly route: string;
  readonly jurisdiction: string;
  readonly caller: Caller;
  readonly at: Date;
  readonly key: string | undefined;
}

/**
 * Drafts a claim of a route without a class from a JSON body with one row or many. A row that the route's
 * columns refuse is 422 with its place; a closed route is refused before all other checks.
 */
export async function draftEntries(claims: ClaimStore, body: Body, asked: Asked) {
  const intake = await claims.intake(asked);
  if (!intake.ok) {
    return intake;
  }
  const { route, missing, ownName } = intake;
  if (route.intake === 'class') {
    throw new Problem('INVALID', { errors: [{ pointer: '/filingId', code: 'REQUIRED' }] });
  }
  if (route.intake === 'grant') {
    throw new Problem('ROUTE_BY_CALL', {
      facts: { route: route.name },
      errors: [{ pointer: '/route', code: 'ROUTE_BY_CALL', facts: { route: route.name } }],
    });
  }
  const rows = rowsOf(body, route);
  if (isSuperfluous(body, route, rows)) {
    throw new Problem('INVALID', { errors: [{ pointer: '/payeeAccount', code: 'PAID_TO_PERSONS' }] });
  }
  const outcomes = checkRows(rows, route, { ...asked, ownName });
  const errors = outcomes.flatMap((outcome, position) =>
    outcome.ok ? [] : [{ pointer: pointerOf(rows[position], outcome.error.column), code: outcome.error.code }],
  );
  if (missing !== null && (errors.length > 0 || route.referenceDate !== 'certificate')) {
    throw routeNotOpen(missing);
  }
  if (errors.length > 0) {
    throw new Problem('INVALID', { errors: errors.slice(0, 100) });
  }
  const entries = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.row] : []));
  return claims.createEntryDraft({
    ...asked,
    planLine: body.planLine ?? null,
    payee: payeeOf(body, route, entries),
    entries,
  });
}

/** Problems for refused drafts and submissions. */
export function draftProblem(refusal: SubmissionRefusal): Problem {
  switch (refusal.code) {
    case 'ROUTE_NOT_OPEN':
      return routeNotOpen(refusal.key);
    case 'ROUTE_RIDES':
      return routeRides(refusal);
    case 'APPLICANT_NOT_ADMITTED': {
      const { route, kind, kinds } = refusal;
      return new Problem('APPLICANT_NOT_ADMITTED', { facts: { route, kind, kinds } });
    }
    case 'LAW_DIFFERS':
      return new Problem('LAW_DIFFERS', { facts: { from: refusal.from, to: refusal.to } });
    case 'PLAN_LINE_OF_OTHER_PROGRAMME': {
      const { code, route, programmes } = refusal;
      return new Problem(code, { facts: { route, programmes }, errors: [{ pointer: '/planLine', code }] });
    }
    case 'PLAN_LINE_UNKNOWN':
      return new Problem('PLAN_LINE_UNKNOWN', { errors: [{ pointer: '/planLine', code: 'UNKNOWN_VALUE' }] });
    case 'INCOMPLETE':
      return new Problem('INCOMPLETE', {
        facts: { missing: refusal.words },
        errors: refusal.missing.map((kind) => ({ pointer: `/${kind}`, code: 'MISSING' })),
      });
    case 'NOT_FOUND':
    case 'WRONG_STATE':
    case 'ALREADY_CLAIMED':
    case 'NOTHING_LEFT_TO_CLAIM':
    case 'CLAIM_WINDOW_CLOSED':
    case 'PATHS_DIFFER':
    case 'STALE':
    case 'ADVANCE_OPEN':
      return new Problem(refusal.code);
    default:
      return unreachable(refusal);
  }
}

function rowsOf(body: Body, route: RouteDefinition): readonly RowOfBody[] {
  const one = cellsOf(body, '');
  const many = (body.entries ?? []).map((row, position) => cellsOf(row, `/entries/${position}`));
  const all = isEmptyRow(one) && body.person === undefined ? many : [one, ...many];
  return all.length === 1 && route.payee === 'person' ? all.map((row) => withAccount(row, body.payeeAccount)) : all;
}

/** If each line is paid to its own person, the body's account serves only a single person without an own account. */
function isSuperfluous({ payeeAccount }: Body, { payee }: RouteDefinition, rows: readonly RowOfBody[]): boolean {
  const isUsed = rows.length === 1 && rows[0]?.pointers.accountNumber === '/payeeAccount/number';
  return payee === 'person' && payeeAccount !== undefined && !isUsed;
}

function checkRows(
  rows: readonly RowOfBody[],
  route: RouteDefinition,
  { jurisdiction, at, ownName }: Asked & { readonly ownName: string | null },
): readonly RowOutcome<Entry, EntryColumnCode>[] {
  const seen = new Set<string>();
  return rows.map(({ cells }) => {
    const outcome = checkEntryRow(cells, route, { today: dayAt(at.getTime()), seen, jurisdiction, ownName });
    const key = entryKey(cells);
    if (key !== undefined) {
      seen.add(key);
    }
    return outcome;
  });
}

/** A missing cell has no place of its own: its place is the row's. */
function pointerOf(row: RowOfBody | undefined, column: EntryColumnCode): string {
  const place = Object.values(row?.pointers ?? {})[0] ?? '';
  const at = /^\/entries\/\d+/.exec(place)?.[0] ?? '';
  return row?.pointers[column] ?? `${at}/${column}`;
}

/** Null if each line is paid to its own person, or if there is no money; otherwise the body must name an account. */
function payeeOf({ payeeAccount }: Body, route: RouteDefinition, entries: readonly Entry[]) {
  if (route.payee === 'person' || route.rateKind === 'none') {
    return null;
  }
  const own = entries.length === 1 ? (entries[0]?.account ?? undefined) : undefined;
  const payee = payeeAccount ?? own;
  if (payee === undefined) {
    throw new Problem('INVALID', { errors: [{ pointer: '/payeeAccount', code: 'REQUIRED' }] });
  }
  return payee;
}
