import { describe, expect, it } from 'vitest';
import { newThreads } from '../../../api/kernel/threads.ts';
import { SealBroken } from '../../../prisma/kernel/seal-broken.ts';
import { placeOf, SEALED_COLUMNS } from '../../../prisma/kernel/sealed-places.ts';
import { createSealer } from '../../../prisma/kernel/sealing.ts';
import { openUnbound } from '../../../prisma/kernel/value-sealer.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { connectDatabase } from '../../../prisma/kernel/connection.ts';

const KEYS = [{ id: 1, secret: Buffer.alloc(32, 7) }];
const sealer = createSealer(KEYS, newThreads);

/** More than are sealed on the calling thread. */
const MANY = Array.from({ length: 6_001 }, (_, n) => (n % 7 === 0 ? null : `张三 ${n}`));
const placeOfRow = (at: number) => placeOf('roster_entry.name_sealed', 'fil_1', `per_${at}`);

describe('sealAll', () => {
  it.each([
    ['a few texts', MANY.slice(0, 10)],
    ['the texts of a long file', MANY],
  ])('seals and indexes %s in their order, each for its own place (S13), and keeps null', async (_words, texts) => {
    const places = texts.map((_, at) => placeOfRow(at));
    const { sealed, indexes } = await sealer.sealAll({ toSeal: texts, places, toIndex: texts.toReversed() });
    expect(sealed.map((value, at) => (value === null ? null : sealer.open(value, placeOfRow(at))))).toEqual(texts);
    expect(indexes).toEqual(texts.toReversed().map((text) => (text === null ? null : sealer.index(text))));
  });

  it('seals equal texts differently on every thread', async () => {
    const places = MANY.map((_, at) => placeOfRow(at));
    const { sealed } = await sealer.sealAll({ toSeal: MANY.map(() => '张三'), places, toIndex: [] });
    expect(new Set(sealed.map((value) => value?.toString('hex'))).size).toBe(MANY.length);
  });

  it('leaves the calling thread free while a long file is sealed', async () => {
    const done: string[] = [];
    const places = MANY.map((_, at) => placeOfRow(at));
    const sealing = createSealer(KEYS, newThreads)
      .sealAll({ toSeal: MANY, places, toIndex: MANY })
      .then(() => done.push('sealed'));
    await new Promise((resolve) => setImmediate(resolve));
    done.push('another request');
    await sealing;
    expect(done).toEqual(['another request', 'sealed']);
  });
});

describe('a sealed value', () => {
  it('S13: opens in its table, column and row, and nowhere else', () => {
    const own = placeOf('claim.payee_sealed', 'clm_1');
    const sealed = sealer.seal('6216610200000000018', own);
    expect(sealer.open(sealed, own)).toBe('6216610200000000018');
    const others = [
      placeOf('claim.payee_sealed', 'clm_2'),
      placeOf('claim_line.payee_sealed', 'clm_1'),
      placeOf('claim_line.name_sealed', 'clm_1'),
    ];
    for (const other of others) {
      expect(() => sealer.open(sealed, other)).toThrow(SealBroken);
    }
  });

  it('S13: cannot be made to pass for the former form, which is bound to no place', () => {
    const own = placeOf('claim.payee_sealed', 'clm_1');
    const sealed = sealer.seal('6216610200000000018', own);
    sealed[0] = 1;
    expect(() => sealer.open(sealed, own)).toThrow(SealBroken);
    expect(() => openUnbound(KEYS, sealed)).toThrow(SealBroken);
  });

  it('S13: names its row so that no two rows have one name', () => {
    const places = [
      placeOf('register_answer.rows_sealed', 'identity', Buffer.from('ab', 'hex')),
      placeOf('register_answer.rows_sealed', 'identity","ab', Buffer.alloc(0)),
      placeOf('register_answer.rows_sealed', 'identity', Buffer.from('abab', 'hex')),
    ];
    expect(new Set(places).size).toBe(places.length);
  });

  it('S13: has a place for every column of the database that holds one', async () => {
    const database = await createTestDatabase();
    const owner = connectDatabase(database.ownerUrl);
    try {
      const found = await owner.pool.query<{ name: string }>(
        `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND data_type = 'bytea' AND (column_name LIKE '%\\_sealed' OR column_name = 'key_check')
         ORDER BY 1`,
      );
      expect(found.rows.map(({ name }) => name)).toEqual(Object.keys(SEALED_COLUMNS).toSorted());
    } finally {
      await owner.close();
      await database.drop();
    }
  });
});
