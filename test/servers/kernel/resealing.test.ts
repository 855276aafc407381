import { createCipheriv, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newThreads } from '../../../api/kernel/threads.ts';
import { SealBroken } from '../../../prisma/kernel/seal-broken.ts';
import { sealAnew } from '../../../main/office/sealing-anew.ts';
import { connectDatabase, type Database } from '../../../prisma/kernel/connection.ts';
import { placeOf } from '../../../prisma/kernel/sealed-places.ts';
import { createSealer, type SealingKey } from '../../../prisma/kernel/sealing.ts';
import { AUDIT_KEY } from '../../support/act-keys.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const OLD = { id: 1, secret: randomBytes(32) };
const NEW = { id: 2, secret: randomBytes(32) };
const PEOPLE = 1_203;
const INDEX = Buffer.from('ab01', 'hex');

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
const lines: string[] = [];

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = connectDatabase(testDatabase.ownerUrl);
  lines.length = 0;
  await fillAsBefore();
});

afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

/** People and a certificate, sealed as the version before sealed them. */
async function fillAsBefore(): Promise<void> {
  const sealer = createSealer([OLD], newThreads);
  const numbers = Array.from({ length: PEOPLE }, (_, position) => String(position));
  await database.pool.query(
    `INSERT INTO trainee (id, id_number_index, id_number_sealed)
     SELECT 'per_' || place, index, sealed FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS one (place, index, sealed)`,
    [numbers, numbers.map((number) => sealer.index(number)), numbers.map((number) => sealedAsBefore(number))],
  );
  await database.pool.query(
    `INSERT INTO register_certificate (certificate_no, id_number_index, name_sealed, occupation, level, date)
     VALUES ('NO "1"', $1, $2, '6-18-02-04', 'LEVEL_5', '2025-05-12')`,
    [INDEX, sealedAsBefore('张三')],
  );
}

describe('an environment of before values were bound to their place', () => {
  it('S13: is sealed anew by the first start, of which an interrupted one leaves the rest', async () => {
    const sealer = createSealer([OLD], newThreads);
    // As if a start had ended after these.
    const first = await database.pool.query<{ id: string }>('SELECT id FROM trainee ORDER BY id LIMIT 700');
    for (const { id } of first.rows) {
      await database.pool.query('UPDATE trainee SET id_number_sealed = $2 WHERE id = $1', [
        id,
        sealer.seal(id.slice('per_'.length), placeOf('trainee.id_number_sealed', id)),
      ]);
    }
    await start([OLD]);
    expect(lines.at(-1)).toContain(`${PEOPLE - 700 + 1} values sealed anew`);
    expect(await numberOf('77', [OLD])).toBe('77');
    expect(await nameOfCertificate([OLD])).toBe('张三');
  });

  it('S13: opens no value of the former form afterwards, neither in a process nor at the next start', async () => {
    await start([OLD]);
    await database.pool.query(`UPDATE trainee SET id_number_sealed = $1 WHERE id = 'per_5'`, [sealedAsBefore('77')]);
    await start([OLD]);
    await expect(numberOf('5', [OLD])).rejects.toThrow(SealBroken);
    await start([NEW, OLD]);
    await expect(numberOf('5', [OLD, NEW])).rejects.toThrow(SealBroken);
  });

  it('is not marked as sealed by the role of the application, nor is the mark taken away by it', async () => {
    const application = connectDatabase(testDatabase.url);
    for (const text of ['DELETE FROM sealing_mark', 'UPDATE sealing_mark SET bound_at = now()']) {
      await expect(application.pool.query(text)).rejects.toThrow(/permission denied/);
    }
    await application.close();
  });
});

describe('rotating the key for sensitive columns', () => {
  it('seals everything with the new key, once, and keeps what the index finds', async () => {
    await start([OLD]);
    await start([NEW, OLD]);
    const before = lines.length;
    await start([NEW, OLD]);
    expect(lines.slice(before).filter((line) => line.includes('sealed anew'))).toEqual([]);
    expect(await numberOf('77', [NEW, OLD])).toBe('77');
    expect(await nameOfCertificate([NEW])).toBe('张三');
    await expect(numberOf('77', [OLD])).rejects.toThrow(SealBroken);
  });
});

function start(keys: readonly SealingKey[]): Promise<void> {
  const sealer = createSealer(keys, newThreads);
  return sealAnew({
    databaseUrl: testDatabase.ownerUrl,
    sealer,
    keys,
    auditKey: AUDIT_KEY,
    log: (line) => lines.push(line),
  });
}

async function numberOf(number: string, keys: readonly SealingKey[]): Promise<string> {
  const found = await database.pool.query<{ id: string; id_number_sealed: Buffer }>(
    'SELECT id, id_number_sealed FROM trainee WHERE id_number_index = $1',
    [createSealer([OLD], newThreads).index(number)],
  );
  const [row] = found.rows;
  const { id, id_number_sealed: sealed } = row ?? { id: '', id_number_sealed: Buffer.alloc(0) };
  return createSealer(keys, newThreads).open(sealed, placeOf('trainee.id_number_sealed', id));
}

async function nameOfCertificate(keys: readonly SealingKey[]): Promise<string> {
  const found = await database.pool.query<{ name_sealed: Buffer }>('SELECT name_sealed FROM register_certificate');
  const sealed = found.rows[0]?.name_sealed ?? Buffer.alloc(0);
  return createSealer(keys, newThreads).open(sealed, placeOf('register_certificate.name_sealed', 'NO "1"', INDEX));
}

/** A value as it was sealed before: AES-256-GCM without additional data. */
function sealedAsBefore(text: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', OLD.secret, iv);
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([1, OLD.id]), iv, cipher.getAuthTag(), content]);
}
