import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganCode, Role } from '../../../domain/codes.ts';
import { sealerOf } from '../../../main/office/process-parts.ts';
import { BONDS } from '../../support/act-keys.ts';
import { createAccountsStore } from '../../../prisma/people/accounts-store.ts';
import { PRACTICE_HASH } from '../../support/practice-hash.ts';
import { actOnClaim } from '../../../scripts/demo/class-play.ts';
import { until, type Answer, type Desk } from '../../../scripts/demo/office-client.ts';
import { peopleOf } from '../../support/made-class.ts';
import { tryPost } from '../../support/office-lives.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

/** Two banners of Ordos (150600), and a city beside it. */
const BANNER_A = '150621';
const BANNER_B = '150622';
const OTHER_CITY = '150200';
const REVIEWER: readonly Role[] = ['departmentReviewer', 'noticeOfficer'];

let running: RunningOffice;
let policies: string;
let claimA: string;
let claimB: string;

const nameOf = (banner: string) => `示例旗${banner}有限公司`;
const planLineOf = (banner: string) => `${banner}/2025/DISABLED_FED/DISABLED`;
const desk = (username: string) => running.office.desk(username);

/** A banner's own plan; everything else comes from above. */
function packOf(banner: string): string {
  return `document:
  id: ${banner}-plan-2025
  title: 旗本年度培训计划（虚构）
  date: 2025-01-01
  issuer: 示例旗
  level: county
  jurisdiction: '${banner}'
  validFrom: 2025-01-01
planLines:
  - { planLine: ${planLineOf(banner)}, personTimes: 100, budgetFen: 12000000 }
`;
}

beforeAll(async () => {
  policies = mkdtempSync(join(tmpdir(), 'butie-banners-'));
  for (const banner of [BANNER_A, BANNER_B]) {
    mkdirSync(join(policies, banner));
    writeFileSync(join(policies, banner, 'plan.yaml'), packOf(banner));
  }
  running = await runOffice({ policies });
  await addAccounts();
  claimA = await submitIn(BANNER_A, 800);
  claimB = await submitIn(BANNER_B, 810);
  await until('both reviews to be open', async () => {
    const open = await running.pool.query("SELECT FROM task WHERE kind = 'review' AND state = 'open'");
    return open.rowCount === 2 ? open : null;
  });
});
afterAll(async () => {
  rmSync(policies, { recursive: true, force: true });
  await running.stop();
});

describe('a claim of a banner (R-003)', () => {
  it('is seen and reviewed by the department of its own banner', async () => {
    const own = await desk(`dept.${BANNER_A}`);
    expect(await claimsOf(own)).toEqual([claimA]);
    const [task] = await tasksOf(own, 'todo');
    expect(task).toMatchObject({ claimId: claimA, organ: 'DISABLED_FED' });
    expect(allowedActs(await own.get(`/api/v1/tasks/${task?.id ?? ''}`))).toContain('approve');
  });

  it('is absent for the neighbouring banner and for another city', async () => {
    const [theirs] = await tasksOf(await desk(`dept.${BANNER_B}`), 'todo');
    for (const username of [`dept.${BANNER_A}`, `dept.${OTHER_CITY}`]) {
      const reader = await desk(username);
      expect(await claimsOf(reader)).not.toContain(claimB);
      expect((await tasksOf(reader, 'team')).map(({ claimId }) => claimId)).not.toContain(claimB);
      expect((await reader.ask('GET', `/api/v1/claims/${claimB}`)).status).toBe(404);
      expect((await reader.ask('GET', `/api/v1/tasks/${theirs?.id ?? ''}`)).status).toBe(404);
    }
  });

  it.each(['dept.disabled', 'bureau.review'])('is read by %s of the city, who may do nothing with it', async (who) => {
    const city = await desk(who);
    expect((await claimsOf(city)).toSorted()).toEqual([claimA, claimB].toSorted());
    const claim = await city.get(`/api/v1/claims/${claimA}`);
    expect(claim.body).toMatchObject({ jurisdiction: BANNER_A, state: 'departmentReview' });
    expect(allowedActs(claim)).toEqual([]);
  });

  it('stands with its task in the list of the city’s team, and neither among what the city has to do nor open to it', async () => {
    const city = await desk('dept.disabled');
    expect(await tasksOf(city, 'todo')).toEqual([]);
    const listed = await tasksOf(city, 'team');
    expect(listed.map(({ claimId }) => claimId).toSorted()).toEqual([claimA, claimB].toSorted());
    for (const { id } of listed) {
      const task = await city.get(`/api/v1/tasks/${id}`);
      expect(allowedActs(task)).toEqual([]);
      const decided = await tryPost(
        city,
        `/api/v1/tasks/${id}/decision`,
        { act: 'approve', answers: Object.fromEntries(task.body.questions.map((key: string) => [key, 'true'])) },
        { 'if-match': task.etag ?? '' },
      );
      expect([decided.status, decided.body.code]).toEqual([403, 'OTHER_JURISDICTION']);
    }
    expect(await tasksOf(await desk('dept.union'), 'team')).toEqual([]);
    expect(await claimsOf(await desk('dept.union'))).toEqual([]);
  });

  it('shows nobody of the city’s department who its people are', async () => {
    const { items } = (await (await desk('dept.disabled')).get(`/api/v1/claims/${claimA}/lines`)).body;
    const reveal = await tryPost(await desk('dept.disabled'), `/api/v1/claims/${claimA}/reveal`, {
      lineId: items[0].id,
      field: 'idNumber',
      purpose: '核对本人身份',
    });
    expect(reveal.status).toBe(404);
  });
});

async function claimsOf(reader: Desk): Promise<readonly string[]> {
  const { items } = (await reader.get('/api/v1/claims?limit=100')).body;
  return items.map(({ id }: { id: string }) => id);
}

async function tasksOf(
  reader: Desk,
  box: string,
): Promise<readonly { readonly id: string; readonly claimId: string; readonly organ: string }[]> {
  return (await reader.get(`/api/v1/tasks?box=${box}`)).body.items;
}

function allowedActs({ body }: Answer): readonly string[] {
  return body.acts.filter(({ allowed }: { allowed: boolean }) => allowed).map(({ act }: { act: string }) => act);
}

/** A month of work-for-training, which wants no class, by an enterprise of the banner. */
async function submitIn(banner: string, first: number): Promise<string> {
  const enterprise = await desk(`works.${banner}`);
  const [person] = peopleOf(first, 1);
  const insured = `idNumber,employer,month,kinds\n${person?.idNumber},${nameOf(banner)},2025-04,PENSION;MEDICAL;UNEMPLOYMENT\n`;
  const register = { name: 'insurance.csv', content: Buffer.from(insured) };
  await (await desk('ops')).upload('/api/v1/practice/registers/insurance', register, 'PUT');
  const { id } = (
    await enterprise.post('/api/v1/claims', {
      route: 'WORK_FOR_TRAINING',
      jurisdiction: banner,
      planLine: planLineOf(banner),
      payeeAccount: { holder: nameOf(banner), bank: '示范银行', number: `62000000000000${first}11` },
      person: { name: person?.name, idNumber: person?.idNumber, phone: person?.phone },
      categories: ['EMPLOYMENT_DIFFICULTY'],
      employerKind: 'ENTERPRISE',
      employer: nameOf(banner),
      months: ['2025-04'],
    })
  ).body;
  for (const kind of ['BUSINESS_LICENCE', 'PAY_SLIPS']) {
    await enterprise.put(`/api/v1/claims/${id}/documents/${kind}`, { text: kind });
  }
  await actOnClaim(enterprise, id, 'submission', { pledge: true });
  return id;
}

async function addAccounts(): Promise<void> {
  const accounts = createAccountsStore(running.pool, sealerOf(running.config), BONDS);
  const passwordHash = PRACTICE_HASH;
  const add = (username: string, jurisdiction: string, organ: OrganCode | null, partyId: string | null) =>
    accounts.addPerson({
      id: `per_${randomUUID()}`,
      username,
      displayName: username,
      passwordHash,
      organ,
      section: organ === null ? null : '就业',
      roles: organ === null ? ['applicant'] : REVIEWER,
      jurisdiction,
      partyId,
    });
  for (const banner of [BANNER_A, BANNER_B]) {
    const partyId = `pty_${banner}`;
    await accounts.addParty({ id: partyId, kind: 'enterprise', name: nameOf(banner), jurisdiction: banner });
    await add(`works.${banner}`, banner, null, partyId);
    await add(`dept.${banner}`, banner, 'DISABLED_FED', null);
  }
  await add(`dept.${OTHER_CITY}`, OTHER_CITY, 'DISABLED_FED', null);
}
