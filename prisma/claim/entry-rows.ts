import type pg from 'pg';
import type { StoredEntry } from '../../api/claim/entry-ports.ts';
import { accountDigits, entryContent } from '../../domain/intake/entry-content.ts';
import type { Listing } from '../../domain/intake/entry-law.ts';
import type { Entry } from '../../domain/intake/entry.ts';
import { newId } from '../kernel/id-maker.ts';
import { openPayee, sealPayee } from '../kernel/payee-account.ts';
import { readSealedEntries } from '../line/sealed-entries.ts';
import { addTrainees } from '../filing/roster-store.ts';
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

/** Adds rows in two statements, however many they are, behind those that are there. */
export async function addEntries(
  client: Queryable,
  claimId: string,
  entries: readonly Entry[],
  context: { readonly sealer: Sealer; readonly at: Date; readonly listing: Listing },
): Promise<void> {
  const { sealer, at, listing } = context;
  const seal = (text: string | null) => (text === null || text === '' ? null : sealer.seal(text));
  const people = entries.flatMap(({ idNumber }) => (idNumber === null ? [] : [{ idNumber }]));
  await addTrainees(
    client,
    people,
    people.map(({ idNumber }) => sealer.index(idNumber)),
    sealer,
  );
  await client.query(
    `INSERT INTO claim_entry (id, claim_id, position, trainee_id, name_sealed, phone_sealed, phone_index, account_sealed,
       account_index, facts, is_listed, content_hash, added_at)
     SELECT n.id, $1, last.position + n.place, t.id, n.name, n.phone, n.phone_index, n.account, n.account_index, n.facts,
       n.is_listed, n.hash, $2
     FROM unnest($3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[], $10::jsonb[],
       $11::boolean[], $12::bytea[]) WITH ORDINALITY
       AS n (id, id_number_index, name, phone, phone_index, account, account_index, facts, is_listed, hash, place)
     CROSS JOIN (SELECT coalesce(max(position), 0) AS position FROM claim_entry WHERE claim_id = $1) AS last
     LEFT JOIN trainee t ON t.id_number_index = n.id_number_index`,
    [
      claimId,
      at,
      entries.map(() => newId('ent')),
      entries.map(({ idNumber }) => (idNumber === null ? null : sealer.index(idNumber))),
      entries.map(({ name }) => seal(name)),
      entries.map(({ phone }) => seal(phone)),
      entries.map(({ phone }) => (phone === null || phone === '' ? null : sealer.index(phone))),
      entries.map(({ account }) => (account === null ? null : sealPayee(sealer, account))),
      entries.map(({ account }) => (account === null ? null : sealer.index(accountDigits(account.number)))),
      entries.map(({ facts }) => JSON.stringify(facts)),
      entries.map(({ facts }) => listing(facts)),
      entries.map((entry) => sealer.index(entryContent(entry))),
    ],
  );
}

/** What the claim's line of the entry held is free with it; gone for good, as its claim shows no such line any more. */
export async function removeEntry(client: Queryable, claimId: string, entryId: string): Promise<boolean> {
  await client.query('DELETE FROM claim_line WHERE claim_id = $1 AND entry_id = $2', [claimId, entryId]);
  const removed = await client.query('DELETE FROM claim_entry WHERE claim_id = $1 AND id = $2', [claimId, entryId]);
  return removed.rowCount === 1;
}
