import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const TABLE = { fromYear: 2019, toYear: 2021, personTimes: 22_600, document: '150600-2019-skill-upgrade' };

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const ask = (query: string) => office.as('ops').send('GET', `/api/v1/reports/plan-progress?${query}`);

async function readYear(year: number) {
  const { body } = await ask(`year=${year}`);
  const veterans = body.organs.find((one: { organ: string }) => one.organ === 'VETERANS');
  return { total: body.total.guidance, veterans: veterans?.guidance, annex: body.annex };
}

describe('the annex of 2019 in the progress of a year', () => {
  it('L17: is guidance from 2019 to 2021, later only the table known last, and earlier nothing (R-014)', async () => {
    for (const year of [2019, 2021]) {
      expect(await readYear(year)).toMatchObject({ total: 22_600, veterans: 200, annex: { ...TABLE, inForce: true } });
    }
    for (const year of [2022, 2030]) {
      const { annex, ...guidance } = await readYear(year);
      expect(guidance).toEqual({ total: null, veterans: undefined });
      expect(annex).toMatchObject({ ...TABLE, inForce: false });
      expect(annex.organs.at(-1)).toEqual({ organ: 'VETERANS', organName: expect.any(String), personTimes: 200 });
    }
    expect(await readYear(2018)).toEqual({ total: null, veterans: undefined, annex: null });
  });

  it('L17: is marked in the file as not in force in the years after it', async () => {
    expect((await ask('year=2020&format=csv')).body).not.toContain('已失效');
    const later = (await ask('year=2030&format=csv')).body;
    expect(later).toContain('总计,,,0,');
    expect(later).toContain('已失效的指导任务（2019—2021年）,总计,22600,');
  });
});
