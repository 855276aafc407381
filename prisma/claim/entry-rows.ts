import type pg from 'pg';
import type { StoredEntry } from '../../api/claim/entry-ports.ts';
import { accountDigits } from '../../domain/intake/entry-content.ts';
import type { Listing } from '../../domain/intake/entry-law.ts';
import type { Entry } from '../../domain/intake/entry.ts';
import { newId } from '../kernel/id-maker.ts';
import { openPayee, payeeText } from '../kernel/payee-account.ts';
import { freeKeys } from '../line/key-freeing.ts';
import { readSealedEntries, type SealedEntry } from '../line/sealed-entries.ts';
import { personIdsOf } from '../filing/person-naming.ts';
import { copyRows } from '../kernel/copy-rows.ts';
import { execute, fetchAll, fetchFirst, jsonText, query, type Connection } from '../kernel/statements.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';

export async function readEntries(
  connection: Connection,
  claimId: string,
  sealer: Sealer,
): Promise<readonly StoredEntry[]> {
  const sealed = await readSealedEntries(connection, claimId);
  return sealed.map((row) => ({
    id: row.id,
    position: row.position,
    entry: {
      ...openEntry(row, sealer),
      facts: row.facts,
    },
  }));
}

function openEntry(
  { id, traineeId, idNumberSealed, nameSealed, phoneSealed, accountSealed: account }: SealedEntry,
  sealer: Sealer,
): Omit<Entry, 'facts'> {
  const isNamed = idNumberSealed !== null && traineeId !== null;
  return {
    name: nameSealed === null ? '' : sealer.open(nameSealed, placeOf('claim_entry.name_sealed', id)),
    idNumber: isNamed ? sealer.open(idNumberSealed, placeOf('trainee.id_number_sealed', traineeId)) : null,
    phone: phoneSealed === null ? null : sealer.open(phoneSealed, placeOf('claim_entry.phone_sealed', id)),
    account: account === null ? null : openPayee(sealer, account, placeOf('claim_entry.account_sealed', id)),
  };
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
  const personIds = new Map(named.map((idNumber, place) => [idNumber, ids[place]]));
  const last = await lastPosition(client, claimId);
  const entryIds = entries.map(() => newId('ent'));
  const secrets = await sealEntries(sealer, entries, entryIds);
  await copyRows(client, 'claim_entry', ENTRY_COLUMNS, storedRows());

  function* storedRows() {
    for (const [place, { idNumber, facts }] of entries.entries()) {
      yield {
        id: entryIds[place] ?? '',
        claim_id: claimId,
        position: last + place + 1,
        trainee_id: idNumber === null ? null : (personIds.get(idNumber) ?? ''),
        ...secrets(place),
        facts: jsonText(facts),
        is_listed: listing(facts),
        added_at: at,
      };
    }
  }
}

/** The sealed columns of each entry, by its place. An empty text is kept as no text. */
async function sealEntries(sealer: Sealer, entries: readonly Entry[], ids: readonly string[]) {
  const phones = entries.map(({ phone }) => filled(phone));
  const { sealed, indexes } = await sealer.sealAll({
    toSeal: [
      ...entries.map(({ name }) => filled(name)),
      ...phones,
      ...entries.map(({ account }) => (account === null ? null : payeeText(account))),
    ],
    places: [
      ...ids.map((id) => placeOf('claim_entry.name_sealed', id)),
      ...ids.map((id) => placeOf('claim_entry.phone_sealed', id)),
      ...ids.map((id) => placeOf('claim_entry.account_sealed', id)),
    ],
    toIndex: [...phones, ...entries.map(({ account }) => (account === null ? null : accountDigits(account.number)))],
  });
  const count = entries.length;
  return (place: number) => ({
    name_sealed: sealed[place] ?? null,
    phone_sealed: sealed[count + place] ?? null,
    phone_index: indexes[place] ?? null,
    account_sealed: sealed[2 * count + place] ?? null,
    account_index: indexes[count + place] ?? null,
  });
}

/** A new entry as `readEntries` would read it. */
export function asStored(entry: Entry): Entry {
  return { ...entry, phone: filled(entry.phone) };
}

function filled(text: string | null): string | null {
  return text === '' ? null : text;
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

/** Deletes an entry and the claim's lines of it, for good; the keys of the lines are free again. */
export async function removeEntry(client: Connection, claimId: string, entryId: string): Promise<boolean> {
  const lines = query.selectFrom('claim_line').select('id').where('claim_id', '=', claimId);
  const ofEntry = await fetchAll(client, lines.where('entry_id', '=', entryId));
  await freeKeys(
    client,
    ofEntry.map(({ id }) => id),
  );
  const removed = query.deleteFrom('claim_line').where('claim_id', '=', claimId);
  await execute(client, removed.where('entry_id', '=', entryId));
  const entry = query.deleteFrom('claim_entry').where('claim_id', '=', claimId).where('id', '=', entryId);
  return (await execute(client, entry)) === 1;
}
