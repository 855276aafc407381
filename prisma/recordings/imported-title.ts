import type pg from 'pg';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { dayAt } from '../../domain/calendar.ts';
import type { TitleImported } from '../../domain/grant/grant-title-course.ts';
import { importedInstalments } from '../../domain/grant/title-import.ts';
import { yearOpensMs } from '../../domain/grant/pinned-year-law.ts';
import { firstFullYear } from '../../domain/grant/year-law.ts';
import { importFacts } from '../grant/import-facts.ts';
import { firstEntryOf, isAuthenticEntry, type EntryJson } from '../kernel/course-digests.ts';
import { ForgedAct } from '../kernel/forged-act.ts';
import { fetchFirst, sqlText } from '../kernel/statements.ts';
import type { GrantAct, LockedGrant } from './grant-act.ts';
import type { RecordingContext } from './recording-context.ts';

const importEntry = sqlText<{ readonly entry: EntryJson | null }, [grantId: string]>(
  'recordings.importEntry',
  `SELECT ${firstEntryOf("'grant'", '$1', 'imported')} AS entry`,
);

function factsOf(row: LockedGrant) {
  return importFacts({
    importId: row.import_id,
    kind: row.kind,
    level: row.level,
    name: row.name,
    partyId: row.applicant_party_id,
    designatedOn: row.designated_on,
    amountFen: row.amount_fen,
    paidFen: row.imported_paid_fen,
  });
}

/**
 * a title from before is assessed from the next full year after its import on. It counts only as a second person
 * confirmed it: the keyed entry of the confirmation says the same as its row (S1).
 * @throws ForgedAct
 */
export async function importedAt(
  client: pg.PoolClient,
  { keyed }: Pick<RecordingContext, 'keyed'>,
  { row, message, law }: GrantAct,
): Promise<TitleImported> {
  const entry = (await fetchFirst(client, importEntry(row.id)))?.entry ?? null;
  if (entry === null || !isAuthenticEntry(keyed, { kind: 'grant', id: row.id }, entry)) {
    throw new ForgedAct('notAsked');
  }
  if (canonicalJson(entry.facts) !== canonicalJson(factsOf(row))) {
    throw new ForgedAct('otherContent');
  }
  const firstYear = firstFullYear(dayAt(message.atMs));
  return {
    firstYear,
    firstOpensMs: yearOpensMs(law.snapshot, firstYear),
    instalments: importedInstalments({ amountFen: row.amount_fen, paidFen: row.imported_paid_fen ?? 0 }).map(
      ({ no, amountFen, dueEvent, state }) => ({ no, amountFen, dueEvent, state }),
    ),
  };
}
