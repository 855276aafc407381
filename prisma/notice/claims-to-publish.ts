import { sql, type InferResult } from 'kysely';
import { amountsInNotice, isLineInNotice, type LineToPublish } from '../../domain/notice/notice-items.ts';
import type { ClaimToPublish } from '../../domain/notice/claim-in-notice.ts';
import type { RouteDefinition } from '../../domain/policy/policy-pack.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { anyOf, fetchAll, query, type Connection } from '../kernel/statements.ts';

type ClaimRow = InferResult<ReturnType<typeof claims>>[number];
type LineRow = InferResult<ReturnType<typeof lines>>[number];

/** A claim with the lines that its notice shows, in order. */
export interface ReadClaim {
  readonly row: ClaimRow;
  readonly claim: ClaimToPublish;
  readonly lines: readonly LineToPublish[];
}

/** Reads the claims that a notice is drafted for, by claim number. A claim without a pinned law is absent. */
export async function readClaimsToPublish(
  connection: Connection,
  claimIds: readonly string[],
  sealer: Sealer,
): Promise<readonly ReadClaim[]> {
  const [claimRows, lineRows] = await Promise.all([
    fetchAll(connection, claims(claimIds)),
    fetchAll(connection, lines(claimIds)),
  ]);
  return claimRows.map((row) => ({
    row,
    claim: claimOf(row),
    lines: lineRows
      .filter((line) => line.claim_id === row.id && isLineInNotice(line.state, row.purpose))
      .map((line) => lineOf(line, row, sealer)),
  }));
}

function claims(claimIds: readonly string[]) {
  return query
    .selectFrom('claim as c')
    .innerJoin('party as p', 'p.id', 'c.applicant_party_id')
    .innerJoin('policy_snapshot as s', 's.id', 'c.policy_snapshot_id')
    .leftJoin('filing as f', 'f.id', 'c.filing_id')
    .select(['c.id', 'c.claim_no', 'c.purpose', 'c.jurisdiction', 'c.responsible_department', 's.id as snapshot_id'])
    .select(['c.route', 'c.fund', 'c.advance_fen', 'p.name as party_name', 'p.kind as party_kind'])
    .select(['f.id as filing_id', 'f.occupation_code', 'f.occupation_name', 'f.skill_level', 'f.class_hours'])
    .select(['f.opens_on', 'f.ends_on'])
    .select((of) => [
      // A snapshot is large, so only what a notice shows is read. `null`: pinned before the pack had the field.
      sql<RouteDefinition['name']>`s.content #> '{routeDefinition,name}'`.as('route_name'),
      sql<RouteDefinition['payee'] | null>`s.content #>> '{routeDefinition,payee}'`.as('route_payee'),
      sql<RouteDefinition['noticeNames'] | null>`s.content #>> '{routeDefinition,noticeNames}'`.as('notice_names'),
      sql<PolicySnapshot['funds']>`s.content -> 'funds'`.as('funds'),
      sql<boolean>`s.content @? '$.routeDefinition.fundEntered'`.as('is_fund_entered'),
      parameter<readonly string[]>('group.custodyGroups').as('custody_groups'),
      parameter<number>('notice.minorAge').as('adult_age'),
      of
        .selectFrom('roster_entry as r')
        .select(of.fn.countAll<number>().as('size'))
        .whereRef('r.filing_id', '=', 'c.filing_id')
        .where('r.removed_at', 'is', null)
        .as('roster_size'),
    ])
    .where('c.id', '=', anyOf(claimIds))
    .orderBy('c.claim_no');
}

/** A parameter of the snapshot `s`; null if the snapshot lacks it. */
function parameter<Value>(key: string) {
  const path = `$.parameters[*] ? (@.key == "${key}").value`;
  return sql<Value | null>`jsonb_path_query_first(s.content, ${sql.lit(path)})`;
}

function lines(claimIds: readonly string[]) {
  return query
    .selectFrom('claim_line as l')
    .innerJoin('claim as c', 'c.id', 'l.claim_id')
    .leftJoin('trainee as t', 't.id', 'l.trainee_id')
    .leftJoin('claim_entry as e', 'e.id', 'l.entry_id')
    .leftJoin('roster_entry as r', (join) =>
      join.onRef('r.filing_id', '=', 'c.filing_id').onRef('r.trainee_id', '=', 'l.trainee_id'),
    )
    .select(['l.claim_id', 'l.id', 'l.line_key', 'l.state', 'l.trainee_id', 'l.name_sealed', 't.id_number_sealed'])
    .select(['r.categories', 'e.facts', 'l.occupation_code', 'l.skill_level'])
    .select(['l.base_fen', 'l.allowance_fen', 'l.float_fen'])
    .where('l.claim_id', '=', anyOf(claimIds))
    .orderBy('c.claim_no')
    .orderBy('l.position');
}

function claimOf(row: ClaimRow): ClaimToPublish {
  return {
    claimNo: row.claim_no,
    purpose: row.purpose,
    applicant: { name: row.party_name, kind: row.party_kind },
    route: row.route,
    routeName: row.route_name,
    routePayee: row.route_payee,
    noticeNames: row.notice_names,
    custodyGroups: row.custody_groups,
    adultAge: row.adult_age,
    fund: row.fund,
    funds: row.is_fund_entered && row.fund !== null ? [{ purpose: 'base', fund: row.fund }] : row.funds,
    advanceFen: row.advance_fen,
    rosterSize: row.roster_size ?? 0,
    class: classOf(row),
  };
}

function classOf(row: ClaimRow): ClaimToPublish['class'] {
  const { occupation_code: occupationCode, occupation_name: occupationName, skill_level: skillLevel } = row;
  const { class_hours: classHours, opens_on: opensOn, ends_on: endsOn } = row;
  if (occupationCode === null || occupationName === null || skillLevel === null) {
    return null;
  }
  if (classHours === null || opensOn === null || endsOn === null) {
    return null;
  }
  return { occupationCode, occupationName, skillLevel, classHours, opensOn, endsOn };
}

function lineOf(line: LineRow, claim: ClaimRow, sealer: Sealer): LineToPublish {
  return {
    lineId: line.id,
    lineKey: line.line_key,
    person: personOf(line, sealer),
    title: line.facts?.title ?? null,
    isOfClass: claim.filing_id !== null,
    occupationCode: line.occupation_code,
    skillLevel: line.skill_level,
    ...amountsInNotice(
      { baseFen: line.base_fen, allowanceFen: line.allowance_fen, floatFen: line.float_fen },
      claim.purpose,
    ),
  };
}

function personOf(line: LineRow, sealer: Sealer): LineToPublish['person'] {
  const { trainee_id: traineeId, id_number_sealed: idNumber, name_sealed: name } = line;
  if (traineeId === null || idNumber === null) {
    return null;
  }
  return {
    traineeId,
    name: name === null ? null : sealer.open(name, placeOf('claim_line.name_sealed', line.id)),
    idNumber: sealer.open(idNumber, placeOf('trainee.id_number_sealed', traineeId)),
    categories: line.categories ?? line.facts?.categories ?? [],
  };
}
