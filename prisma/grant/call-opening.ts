import type pg from 'pg';
import { callDays } from '../../domain/grant/call-days.ts';
import { dayAt } from '../../domain/calendar.ts';
import { announced } from '../../domain/event/announced.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { snapshotInt, snapshotPolicy } from '../../domain/policy/policy-snapshot.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { newId } from '../kernel/id-maker.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { pinSnapshot } from '../kernel/policy-snapshots.ts';
import { execute, query } from '../kernel/statements.ts';

/** A call to open: its place in the law, and when it opened. */
export interface CallToOpen {
  readonly jurisdiction: string;
  readonly route: string;
  readonly year: number;
  /** The nominal instant, or the later one of a late opening. */
  readonly openedAt: Date;
  readonly late: boolean;
}

/**
 * Inserts the row of a call with the law of its opening pinned, and asks for its workflow. One per jurisdiction, route and
 * year. Returns its id.
 * @throws RangeError for a route that is not open on that day
 */
export async function openCall(client: pg.PoolClient, library: PolicyLibrary, call: CallToOpen): Promise<string> {
  const { jurisdiction, route, year, openedAt, late } = call;
  const outcome = snapshotPolicy(library, { jurisdiction, route, on: dayAt(openedAt.getTime()) });
  const designation = outcome.ok ? outcome.value.routeDefinition.designation : undefined;
  if (!outcome.ok || designation === undefined) {
    throw new RangeError(
      `The route ${route} has no calls in ${jurisdiction}: ${outcome.ok ? '' : outcome.missing.join(', ')}`,
    );
  }
  const snapshot = outcome.value;
  const days = callDays(year, snapshot);
  const id = newId('gcl');
  await execute(
    client,
    query.insertInto('grant_call').values({
      id,
      jurisdiction,
      route,
      year,
      kind: designation.kind,
      level: designation.level,
      state: 'open',
      policy_snapshot_id: await pinSnapshot(client, snapshot, openedAt),
      amount_fen: snapshotInt(snapshot, snapshot.routeDefinition.amountKey ?? ''),
      opens_on: days.opensOn,
      opened_at: openedAt,
      late,
      closes_on: days.closesOn,
      city_due_on: days.cityDueOn,
      review_due_on: days.reviewDueOn,
      state_since: openedAt,
      start_requested_at: openedAt,
      created_at: openedAt,
    }),
  );
  const about = { entityKind: 'grantCall', entityId: id, revision: null, act: 'opened', actId: null } as const;
  await appendAudit(client, { ...about, person: null, at: openedAt, facts: { route, year, jurisdiction, late } });
  await execute(client, outboxWrite(announced('grant_call.opened', openedAt, { callId: id })));
  return id;
}
