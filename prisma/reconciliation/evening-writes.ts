import type pg from 'pg';
import type { IsoDate } from '../../domain/calendar.ts';
import { announced } from '../../domain/event/announced.ts';
import { reconcile, type Evening, type EveningFacts } from '../../domain/reconciliation/reconcile.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { newId } from '../kernel/id-maker.ts';
import { outboxWrite } from '../kernel/outbox-writing.ts';
import { jsonText, query, sendTogether, sqlText, type Statement } from '../kernel/statements.ts';
import { readEvenings } from './evening-facts.ts';

/** Who asked for a run; null where the evening came by itself. */
export interface EveningAsker {
  readonly personId: string;
  readonly organ: string | null;
  readonly section: string | null;
}

export interface EveningOfPlace {
  readonly jurisdiction: string;
  readonly day: IsoDate;
  readonly at: Date;
}

const insertDifferences = sqlText<
  never,
  [
    reconciliationId: string,
    day: IsoDate,
    ids: readonly string[],
    kinds: readonly string[],
    funds: readonly (string | null)[],
    amountsFen: readonly number[],
    claimIds: readonly (string | null)[],
    grantIds: readonly (string | null)[],
    instructionIds: readonly (string | null)[],
    eventIds: readonly (string | null)[],
    since: readonly Date[],
  ]
>(
  'reconciliation.insertDifferences',
  `INSERT INTO reconciliation_difference (reconciliation_id, day, id, kind, fund, amount_fen, claim_id, grant_id,
     instruction_id, event_id, since)
   SELECT $1, $2::date, one.* FROM unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[],
     $10::text[], $11::timestamptz[]) AS one (id, kind, fund, amount_fen, claim_id, grant_id, instruction_id, event_id, since)`,
);

/**
 * Reconciles a day with what is known at an instant and stores the run, with its audit entry and the event that other
 * systems are told, in the transaction of the caller. Returns the id of the run.
 */
export async function runEvening(
  client: pg.PoolClient,
  library: PolicyLibrary,
  { jurisdiction, day, at }: EveningOfPlace,
  asker: EveningAsker | null,
): Promise<string> {
  const [facts] = await readEvenings(client, library, { jurisdiction, from: day, to: day, asOf: at });
  const evening = reconcile(facts ?? NOTHING(day));
  const id = newId('rcn');
  await sendTogether(client, eveningWrites(id, { jurisdiction, day, at, evening, asker }));
  return id;
}

/**
 * Reconciles days on which nothing was found to be compared, by one reading and one flight of writes, because a jump of the
 * clock may leave a year of them. What the reading finds on them after all counts.
 * @param of `days` in their order, at least one
 */
export async function runQuietEvenings(
  client: pg.PoolClient,
  library: PolicyLibrary,
  { jurisdiction, days, at }: { readonly jurisdiction: string; readonly days: readonly IsoDate[]; readonly at: Date },
): Promise<void> {
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) {
    return;
  }
  const found = await readEvenings(client, library, { jurisdiction, from, to, asOf: at });
  const factsOf = new Map(found.map((facts) => [facts.day, facts]));
  const runs = days.map((day) => ({
    jurisdiction,
    day,
    at,
    asker: null,
    evening: reconcile(factsOf.get(day) ?? NOTHING(day)),
  }));
  await sendTogether(
    client,
    runs.flatMap((run) => eveningWrites(newId('rcn'), run)),
  );
}

function NOTHING(day: IsoDate): EveningFacts {
  return { day, instructions: [], approvals: [], unmatched: [], statements: [] };
}

function eveningWrites(
  id: string,
  run: EveningOfPlace & { readonly evening: Evening; readonly asker: EveningAsker | null },
): readonly Statement<unknown>[] {
  const { jurisdiction, day, at, asker, evening } = run;
  const { balanced, funds, differences } = evening;
  const row = {
    id,
    jurisdiction,
    day,
    as_of: at,
    balanced,
    funds: jsonText(funds),
    started_by: asker?.personId ?? null,
  };
  const facts = { day, balanced, differences: differences.length };
  const about = { entityKind: 'reconciliation', entityId: id, at } as const;
  return [
    query.insertInto('reconciliation').values(row),
    insertDifferences(
      id,
      day,
      differences.map((one) => one.id),
      differences.map((one) => one.kind),
      differences.map((one) => one.fund),
      differences.map((one) => one.amountFen),
      differences.map((one) => one.claimId),
      differences.map((one) => one.grantId),
      differences.map((one) => one.instructionId),
      differences.map((one) => one.eventId),
      differences.map((one) => one.since),
    ),
    ...auditWrites({ ...about, revision: null, act: 'reconciled', actId: null, person: asker, facts }),
    outboxWrite(announced('reconciliation.finished', at, { jurisdiction, reconciliationId: id, ...facts })),
  ];
}
