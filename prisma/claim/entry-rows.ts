import type pg from 'pg';
import type { StoredEntry } from '../../api/claim/entry-ports.ts';
import { accountDigits } from '../../domain/intake/entry-content.ts';
import type { Listing } from '../../domain/intake/entry-law.ts';
import type { Entry } from '../../domain/intake/entry.ts';
import { newId } from '../kernel/id-maker.ts';
import { openPayee, sealPayee } from '../kernel/payee-account.ts';
import { readSealedEntries } from '../line/sealed-entries.ts';
import { personIdsOf } from '../filing/person-naming.ts';
import { copyRows } from '../kernel/copy-rows.ts';
import { fetchFirst, jsonText, query } from '../kernel/statements.ts';
import type { Sealer } from '../kernel/sealing.ts';

type Queryable = Pick<pg.PoolClient, 'query'>;

export async function readEntries(client: Queryable, claimId: string, sealer: Sealer): Promise<readonly StoredEntry[]> {
  const sealed = await readSealedEntries(client, claimId);
  const open = (value: Buffer | null) => (value === null ? null : sealer.open(value));
  return sealed.map((row) => ({
    id: row.id,
    position: row.position,
    entry: {
      name: open(row.nameSealed) ?? '',
      idNumber: open(row.idNumberSealed),
      phone: open(row.phoneSealed),
      account: row.accountSealed === null ? null : openPayee(sealer, row.accountSealed),
      facts: row.facts,
    },
  }));
}

const ENTRY_COLUMNS = [
  'id',
  'claim_id',
  'position',
  'trainee_id',
  'name_sealed',
  'phone_sealed',
  'phone_index',
  'account_sealed',
  'account_index',
  'facts',
  'is_listed',
  'added_at',
] as const;

/**
 * Adds rows after the existing ones, with one COPY per table for any number of rows. Must run inside a transaction that
 * has locked the claim.
 */
export async function addEntries(
  client: pg.PoolClient,
  claimId: string,
  entries: readonly Entry[],
  context: { readonly sealer: Sealer; readonly at: Date; readonly listing: Listing },
): Promise<void> {
  const { sealer, at, listing } = context;
  const named = [...new Set(entries.flatMap(({ idNumber }) => idNumber ?? []))];
  const ids = await personIdsOf(client, named, sealer);
  const personIds = new Map(named.map((idNumber, place) => [idNumber, ids[place] ?? '']));
  const last = await lastPosition(client, claimId);
  await copyRows(client, 'claim_entry', ENTRY_COLUMNS, sealedRows());

  function* sealedRows() {
    for (const [place, { idNumber, name, phone, account, facts }] of entries.entries()) {
      yield {
        id: newId('ent'),
        claim_id: claimId,
        position: last + place + 1,
        trainee_id: idNumber === null ? null : (personIds.get(idNumber) ?? ''),
        name_sealed: name === '' ? null : sealer.seal(name),
        phone_sealed: phone === null || phone === '' ? null : sealer.seal(phone),
        phone_index: phone === null || phone === '' ? null : sealer.index(phone),
        account_sealed: account === null ? null : sealPayee(sealer, account),
        account_index: account === null ? null : sealer.index(accountDigits(account.number)),
        facts: jsonText(facts),
        is_listed: listing(facts),
        added_at: at,
      };
    }
  }
}

async function lastPosition(client: pg.PoolClient, claimId: string): Promise<number> {
  const last = await fetchFirst(
    client,
    query
      .selectFrom('claim_entry')
      .select(({ fn }) => fn.max('position').as('position'))
      .where('claim_id', '=', claimId),
  );
  return last?.position ?? 0;
}

/** Deletes an entry and the claim's line of it, for good; the keys of the line are free again. */
export async function removeEntry(client: Queryable, claimId: string, entryId: string): Promise<boolean> {
  await client.query('DELETE FROM claim_line WHERE claim_id = $1 AND entry_id = $2', [claimId, entryId]);
  const removed = await client.query('DELETE FROM claim_entry WHERE claim_id = $1 AND id = $2', [claimId, entryId]);
  return removed.rowCount === 1;
}
