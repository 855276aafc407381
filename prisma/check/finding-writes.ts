import type pg from 'pg';
import type { FindingKind } from '../../domain/check/check-words.ts';
import { findingChanges, type Found, type LivingFinding } from '../../domain/check/finding-changes.ts';
import { newId } from '../kernel/id-maker.ts';
import {
  anyOf,
  execute,
  fetchAll,
  jsonText,
  query,
  sqlText,
  type Connection,
  type Row,
  type Statement,
} from '../kernel/statements.ts';
import type { RunOutcome } from './run-checks.ts';

const livingFindings = sqlText<
  Row<'integrity_finding', 'id' | 'kind' | 'subject' | 'evidence'> & { readonly state: LivingFinding['state'] },
  []
>(
  'check.livingFindings',
  `SELECT id, kind, subject, evidence, state FROM integrity_finding WHERE state <> 'gone' ORDER BY id FOR UPDATE`,
);

const chainsFound = sqlText<Row<'integrity_finding', 'subject'>, []>(
  'check.chainsFound',
  `SELECT subject FROM integrity_finding WHERE kind = 'auditChain' AND state <> 'gone' ORDER BY subject`,
);

/** The chains of the audit in which a run found something that is not gone. */
export async function auditFindings(connection: Connection): Promise<readonly string[]> {
  return (await fetchAll(connection, chainsFound())).map(({ subject }) => subject);
}

/**
 * Stores what a run found beside what was known: new findings, those found again, and those that are gone.
 * @returns how many are new, by kind
 */
export async function storeOutcome(
  client: pg.PoolClient,
  { results, found }: Pick<RunOutcome, 'results' | 'found'>,
  at: Date,
): Promise<ReadonlyMap<FindingKind, number>> {
  const asked: readonly string[] = results.map(({ check }) => check);
  // A failure of a check that did not run now stays as it is.
  const living = (await fetchAll(client, livingFindings())).filter(
    ({ kind, subject }) => kind !== 'checkFailed' || asked.includes(subject),
  );
  const ran = results.filter(({ failed }) => !failed).map(({ check }): FindingKind => check);
  const { opened, seen, changed, gone } = findingChanges(living, found, [...ran, 'checkFailed']);
  const writes: readonly Statement<unknown>[] = [
    ...opened.map((one) => openWrite(one, at)),
    ...(seen.length === 0 ? [] : [seenWrite(seen, at)]),
    ...changed.map((finding) => changeWrite(finding, at)),
    ...(gone.length === 0 ? [] : [goneWrite(gone, at)]),
  ];
  for (const write of writes) {
    await execute(client, write);
  }
  const counts = new Map<FindingKind, number>();
  for (const { kind } of opened) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

function openWrite(found: Found, at: Date): Statement<unknown> {
  return query.insertInto('integrity_finding').values({
    id: newId('fnd'),
    kind: found.kind,
    subject: found.subject,
    entity_kind: found.entityKind,
    entity_id: found.entityId,
    claim_id: found.claimId,
    jurisdiction: found.jurisdiction,
    since: found.since ?? at,
    last_seen_at: at,
    evidence: jsonText(found.evidence),
    state: 'open',
  });
}

const idsOf = (findings: readonly LivingFinding[]) => anyOf(findings.map(({ id }) => id));

function seenWrite(findings: readonly LivingFinding[], at: Date): Statement<unknown> {
  return query.updateTable('integrity_finding').set({ last_seen_at: at }).where('id', '=', idsOf(findings));
}

/** What was explained was something else. */
function changeWrite({ id, found }: LivingFinding & { readonly found: Found }, at: Date): Statement<unknown> {
  const unexplained = { state: 'open', explained_by: null, explained_at: null, explanation_sealed: null } as const;
  return query
    .updateTable('integrity_finding')
    .set({ ...unexplained, evidence: jsonText(found.evidence), last_seen_at: at })
    .where('id', '=', id);
}

function goneWrite(findings: readonly LivingFinding[], at: Date): Statement<unknown> {
  return query.updateTable('integrity_finding').set({ state: 'gone', gone_at: at }).where('id', '=', idsOf(findings));
}
