import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptNowhere } from '../../../main/office/audit-file.ts';
import { createAuditDigests } from '../../../prisma/kernel/audit-digests.ts';
import { connectDatabase, type Database } from '../../../prisma/kernel/connection.ts';
import { createAuditSealing } from '../../../prisma/worker/audit-sealing.ts';
import { AUDIT_KEY, AUDIT_KEYS, signRoot } from '../../support/act-keys.ts';
import { openFeed, told } from '../../support/feed-client.ts';
import { httpClient } from '../../support/http-client.ts';
import { rememberedPasswords } from '../../support/remembered-passwords.ts';
import { sessionToken } from '../../support/session-token.ts';
import { runTwoProcesses } from '../../support/two-processes.ts';

let processes: Awaited<ReturnType<typeof runTwoProcesses>>;
let worker: Database;
let seal: () => Promise<number>;
const stopped = { isStopped: false };

beforeAll(async () => {
  processes = await runTwoProcesses(rememberedPasswords());
  worker = connectDatabase(processes.url, { name: 'butie test', connections: 2, auditKey: AUDIT_KEY });
  const sealing = createAuditSealing(worker.pool, {
    digests: createAuditDigests(AUDIT_KEYS),
    sign: signRoot,
    apart: keptNowhere(),
    onCut: () => undefined,
  });
  seal = () => sealing(Date.parse('2025-05-12T10:00:00+08:00'));
});

afterAll(async () => {
  await worker.close();
  if (!stopped.isStopped) {
    await processes.stop();
  }
});

const FILING = {
  route: 'INSTITUTION_PROJECT_TRAINING',
  jurisdiction: '150600',
  planLine: '150600/2025/HRSS/URBAN_EMPLOYMENT',
  occupation: { code: '6-18-02-04', name: '焊工' },
  skillLevel: 'LEVEL_5',
  certificateKind: 'SKILL_LEVEL',
  classHours: 80,
  opensOn: '2025-07-07',
  endsOn: '2025-07-25',
  deliveryMode: 'ORDER',
  location: '康巴什',
  payeeAccount: { holder: '鄂尔多斯市示范职业技能培训学校', bank: '中国银行', number: '6216610200000000018' },
};

describe('the feed of several processes', () => {
  it('tells on each of them what was done on any, listens anew when its connection breaks, and ends with the process', async () => {
    const [one, other] = processes.bases;
    const token = await sessionToken(one, 'school');
    const feeds = await Promise.all([one, other].map((base) => openFeed(base, { Authorization: `Bearer ${token}` })));
    for (const feed of feeds) {
      await feed.until(({ comment }) => comment !== null);
    }
    const create = async (base: string) => {
      const { status, body } = await httpClient(base, token).send('POST', '/api/v1/class-filings', FILING);
      expect(status).toBe(201);
      return String(body.id);
    };
    const first = await create(one);
    await seal();
    for (const feed of feeds) {
      await feed.until(({ data }) => data?.id === first);
    }

    const { rows } = await worker.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`,
    );
    expect(rows.length).toBe(2);
    for (const { pid } of rows) {
      await worker.pool.query('SELECT pg_terminate_backend($1)', [pid]);
    }
    const second = await create(other);
    await seal();
    for (const feed of feeds) {
      await feed.until(({ data }) => data?.id === second);
      expect(told(feed).filter((line) => line.includes(first))).toHaveLength(1);
    }

    stopped.isStopped = true;
    await processes.stop();
    await Promise.all(feeds.map(({ ended }) => ended));
  }, 120_000);
});
