import pg from 'pg';
import type { GrantStore, Submitted } from '../../api/grant/grant-ports.ts';
import type { Caller } from '../../api/kernel/caller.ts';
import { endOfDayMs } from '../../domain/calendar.ts';
import { firstGrantState } from '../../domain/grant/grant-application-moves.ts';
import { isCallOpen } from '../../domain/grant/grant-draft.ts';
import { LIVING_TITLE_STATES } from '../../domain/grant/grant-state.ts';
import { snapshotBool } from '../../domain/policy/policy-snapshot.ts';
import { inTransaction } from '../kernel/connection.ts';
import { anyOf, execute, fetchFirst, query, type Connection, type Row } from '../kernel/statements.ts';
import { audit } from './grant-audit.ts';

type AskedSubmission = Parameters<GrantStore['submit']>[1];

type ToSubmit = Row<
  'base_grant',
  'state' | 'revision' | 'holder_key' | 'kind' | 'level' | 'jurisdiction' | 'applicant_jurisdiction' | 'call_id'
>;

/**
 * Submits a draft and asks for its workflow in one transaction (D4). The row of the call is locked, so that its last
 * instant decides; unique indexes decide what two submissions at once may both be.
 */
export async function submitGrant(pool: pg.Pool, grantId: string, asked: AskedSubmission): Promise<Submitted> {
  try {
    return await inTransaction(pool, (client) => submit(client, grantId, asked));
  } catch (error) {
    const constraint = error instanceof pg.DatabaseError ? error.constraint : undefined;
    if (constraint === 'base_grant_one_per_call') {
      return { kind: 'refused', code: 'APPLICATION_EXISTS' };
    }
    if (constraint === 'base_grant_one_level') {
      return { kind: 'refused', code: 'BOTH_LEVELS_IN_ONE_CALL' };
    }
    throw error;
  }
}

const TO_SUBMIT = [
  'state',
  'revision',
  'holder_key',
  'kind',
  'level',
  'jurisdiction',
  'applicant_jurisdiction',
  'call_id',
] as const;

async function submit(client: pg.PoolClient, grantId: string, asked: AskedSubmission): Promise<Submitted> {
  const { at, caller, revision } = asked;
  const own = query.selectFrom('base_grant').where('id', '=', grantId).forUpdate();
  const row = await fetchFirst(client, own.select([...TO_SUBMIT]));
  if (row === undefined || row.state !== 'draft') {
    return row === undefined ? { kind: 'refused', code: 'WRONG_STATE' } : { kind: 'asked' };
  }
  const call = await fetchFirst(
    client,
    query
      .selectFrom('grant_call')
      .innerJoin('policy_snapshot', 'policy_snapshot.id', 'grant_call.policy_snapshot_id')
      .select(['grant_call.state', 'grant_call.closes_on', 'grant_call.policy_snapshot_id', 'policy_snapshot.content'])
      .where('grant_call.id', '=', row.call_id)
      .forShare('grant_call'),
  );
  const closesAtMs = call === undefined ? 0 : endOfDayMs(call.closes_on);
  if (call === undefined || !isCallOpen({ state: call.state, closesAtMs }, at.getTime())) {
    return { kind: 'refused', code: 'CALL_NOT_OPEN' };
  }
  if (row.revision !== revision) {
    return { kind: 'refused', code: 'STALE' };
  }
  const refusal = await holderRefusal(client, row);
  if (refusal !== null) {
    return { kind: 'refused', code: refusal };
  }
  const bothLevels = snapshotBool(call.content, 'grant.bothLevelsInOneCall');
  await execute(
    client,
    query
      .updateTable('base_grant')
      .set({
        state: firstGrantState({
          callId: row.call_id,
          jurisdiction: row.jurisdiction,
          applicantJurisdiction: row.applicant_jurisdiction,
        }),
        state_since: at,
        submitted_at: at,
        start_requested_at: at,
        policy_snapshot_id: call.policy_snapshot_id,
        level_key: bothLevels ? row.level : '',
      })
      .where('id', '=', grantId),
  );
  await audit(client, grantId, { act: 'submitted', caller, at, facts: { pledge: true, callId: row.call_id } });
  return { kind: 'submitted' };
}

/** one living title of a kind and level; one application of a call; one level of a kind in a year. */
async function holderRefusal(
  client: Connection,
  { holder_key: holderKey, kind, level, call_id: callId }: ToSubmit,
): Promise<'ALREADY_DESIGNATED' | 'APPLICATION_EXISTS' | null> {
  if (holderKey === null) {
    return null;
  }
  const ofHolder = query.selectFrom('base_grant').select('id').where('holder_key', '=', holderKey);
  const titled = ofHolder.where('kind', '=', kind).where('level', '=', level);
  if ((await fetchFirst(client, titled.where('title_state', '=', anyOf(LIVING_TITLE_STATES)))) !== undefined) {
    return 'ALREADY_DESIGNATED';
  }
  const applied = ofHolder.where('call_id', '=', callId).where('submitted_at', 'is not', null);
  return (await fetchFirst(client, applied.where('state', '<>', 'withdrawn'))) === undefined
    ? null
    : 'APPLICATION_EXISTS';
}

/** A draft has no workflow: it is withdrawn here, with its audit entry. False when it is no draft any more. */
export async function withdrawDraft(
  client: pg.PoolClient,
  grantId: string,
  { caller, at, reason }: { readonly caller: Caller; readonly at: Date; readonly reason: string },
): Promise<boolean> {
  const draft = query.selectFrom('base_grant').select('id').where('id', '=', grantId).where('state', '=', 'draft');
  if ((await fetchFirst(client, draft.forUpdate())) === undefined) {
    return false;
  }
  const withdrawn = query.updateTable('base_grant').set({ state: 'withdrawn', state_since: at });
  await execute(client, withdrawn.where('id', '=', grantId));
  await audit(client, grantId, { act: 'withdraw', caller, at, facts: { reason } });
  return true;
}
