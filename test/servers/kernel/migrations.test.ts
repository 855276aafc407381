import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { claimPolicyView } from '../../../api/claim/claim-policy-view.ts';
import { claimPlanOf } from '../../../domain/claim/make-plan.ts';
import { ENTITLEMENT_NEEDS, LINE_CHECK_NEEDS } from '../../../domain/policy/route-needs.ts';
import { judgeLine } from '../../../domain/line/eligibility.ts';
import type { LineFacts } from '../../../domain/line/line-facts.ts';
import { wantedKeysOf } from '../../../domain/line/entitlement-keys.ts';
import { priceLine } from '../../../domain/line/pricing.ts';
import { parseFen } from '../../../domain/money.ts';
import { ROOT } from '../../../main/config.ts';
import { migrateDatabase } from '../../../main/office/migrations.ts';
import { applyMigrations, MIGRATION_LOCK, migrationDrift } from '../../../prisma/migrating/migrate.ts';
import { createSnapshotCache } from '../../../prisma/recordings/recording-context.ts';
import { ClaimPolicyView } from '../../../schemas/policy-answer-schemas.ts';
import { CONTEXT, DOWN, FIRST_CHECKS, firstSnapshot, GOOD_LINE } from '../../support/line-facts.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { day, practiceSnapshot, ROUTE } from '../../support/policy-library.ts';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

describe('migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('are applied once: a second run applies none', async () => {
    expect(await applyMigrations(database.ownerUrl)).toEqual([]);
  });

  it('wait for a run that is under way, however long it takes', async () => {
    const [earlier, owner] = [new pg.Client(database.ownerUrl), new pg.Pool({ connectionString: database.adminUrl })];
    await earlier.connect();
    try {
      await earlier.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [MIGRATION_LOCK]);
      let isOver = false;
      const later = applyMigrations(database.ownerUrl).finally(() => (isOver = true));
      await untilSomebodyWaits(owner);
      expect(isOver).toBe(false);
      await earlier.end();
      expect(await later).toEqual([]);
    } finally {
      await owner.end();
    }
  });

  it('are applied once by runs that begin together', async () => {
    const empty = await createBareDatabase();
    try {
      const runs = await Promise.all([1, 2, 3].map(() => applyMigrations(empty.ownerUrl)));
      const applied = runs.filter((names) => names.length > 0);
      expect(applied).toHaveLength(1);
    } finally {
      await empty.drop();
    }
  });

  it('say what schema.prisma says', async () => {
    expect(await migrationDrift(database.adminUrl)).toBe('');
  });

  it('refuse to go on when one that was applied has been edited, and name it', async () => {
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    await client.query("UPDATE _prisma_migrations SET checksum = 'another'");
    await client.end();
    await expect(migrateDatabase(database.ownerUrl, () => undefined)).rejects.toMatchObject({
      name: 'StartError',
      en: expect.stringContaining('have been edited'),
    });
  });

  it('name DATABASE_URL when nobody answers there', async () => {
    await expect(migrateDatabase('postgres://a:b@127.0.0.1:9/butie', () => undefined)).rejects.toMatchObject({
      en: expect.stringContaining('DATABASE_URL'),
    });
  });
});

const EVERY_ROUTE = '20261121000400_every_route';

/** What a class that opened on 2025-05-26 had pinned as its law before there were routes by name. */
const FORMER_LAW: FormerLaw = JSON.parse(
  readFileSync(new URL('../../support/former-law.json', import.meta.url), 'utf8'),
);

interface FormerLaw {
  readonly parameters: readonly { readonly key: string; readonly value: unknown }[];
  readonly rate: { readonly value: number };
}

describe('a law that was pinned before the routes were data (R-150)', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    database = await createBareDatabase();
    owner = new pg.Client(database.adminUrl);
    await owner.connect();
    const folder = join(ROOT, 'prisma', 'migrations');
    const names = readdirSync(folder).filter((name) => /^\d+_/.test(name) && name <= EVERY_ROUTE);
    for (const name of names.toSorted()) {
      if (name === EVERY_ROUTE) {
        await pin('psn_former', FORMER_LAW);
        await pin('psn_today', practiceSnapshot());
      }
      await owner.query(readFileSync(join(folder, name, 'migration.sql'), 'utf8'));
    }
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  const pin = (id: string, law: object) =>
    owner.query(`INSERT INTO policy_snapshot (id, digest, content, created_at) VALUES ($1, $2, $3, now())`, [
      id,
      Buffer.from(id),
      JSON.stringify(law),
    ]);
  const read = async (id: string) => {
    const pool = new pg.Pool({ connectionString: database.adminUrl });
    const client = await pool.connect();
    try {
      return await createSnapshotCache().read(client, id);
    } finally {
      client.release();
      await pool.end();
    }
  };

  it('keeps every value that it had', async () => {
    const law = await read('psn_former');
    expect(law.parameters).toEqual(expect.arrayContaining([...FORMER_LAW.parameters]));
    expect(law.rates.map(({ kind, value }) => [kind, value])).toEqual([['classHour', FORMER_LAW.rate.value]]);
    expect(law).not.toHaveProperty('rate');
    expect(law.fund).toBe('EMPLOYMENT_SUBSIDY');
  });

  it('has whatever its checks and keys ask for, and is nothing less than the law of today', async () => {
    const law = await read('psn_former');
    const { checks, keys } = law.routeDefinition;
    expect(checks).toEqual(FIRST_CHECKS);
    const needed = [
      ...checks.flatMap((check) => LINE_CHECK_NEEDS[check]),
      ...keys.flatMap((kind) => ENTITLEMENT_NEEDS[kind]),
    ];
    const known = law.parameters.map(({ key }) => key);
    expect(needed.filter((key) => !known.includes(key))).toEqual([]);
    expect(known).toHaveLength(new Set(known).size);
  });

  it('counts, prices and reviews a line as the law of today does', async () => {
    const [former, today] = [await read('psn_former'), firstSnapshot()];
    const facts: LineFacts = { ...GOOD_LINE, context: { ...CONTEXT, trainingId: 'fil_1' } };
    const earlier = { route: ROUTE, occupation: facts.occupation, level: 'LEVEL_5', date: day('2025-03-03') };
    const cases: readonly Partial<LineFacts>[] = [
      {},
      { attendedHours: 1, result: null, categories: ['VETERAN'], feeFen: parseFen(100) },
      { ownSubsidies: [earlier, earlier, earlier], subsidyRegister: { isAvailable: true, value: [earlier] } },
      { plausibility: ['SHARED_PHONE', 'OVER_PENSION_AGE'], identityRegister: DOWN },
    ];
    for (const changed of cases) {
      const line = { ...facts, ...changed };
      expect(judgeLine(line, former)).toEqual(judgeLine(line, today));
      // L2: a later migration adds the key of the certificate to laws pinned before.
      const keys = wantedKeysOf(line, today).filter(({ kind }) => kind !== 'CERTIFICATE');
      expect(wantedKeysOf(line, former).toSorted(byKind)).toEqual(keys.toSorted(byKind));
      expect(priceLine(line, former)).toEqual(priceLine(line, today));
    }
    const claim = {
      claimId: 'clm_1',
      jurisdiction: '150600',
      applicantPersonId: 'per_1',
      applicantPartyId: 'pty_1',
      responsibleDepartment: 'HRSS',
      clockOffsetMs: 0,
    } as const;
    expect(claimPlanOf(former, claim)).toEqual(claimPlanOf(today, claim));
  });

  it('is shown with document and clause as any other', async () => {
    const view = ClaimPolicyView.omit({ line: true });
    expect(
      view.safeParse(claimPolicyView(await read('psn_former'), { policySnapshotId: 'psn_former' })).error,
    ).toBeUndefined();
  });

  it('leaves laws alone that are written so already, and all of them for good afterwards', async () => {
    expect(await read('psn_today')).toEqual(JSON.parse(JSON.stringify(practiceSnapshot())));
    await expect(owner.query(`UPDATE policy_snapshot SET content = '{}'`)).rejects.toThrow('keeps what was written');
  });
});

const byKind = (one: { readonly kind: string }, other: { readonly kind: string }) => one.kind.localeCompare(other.kind);
