import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLASS } from '../../support/filing-walks.ts';
import { farWorkbook, fullWorkbook, longTextWorkbook, wideWorkbook } from '../../support/hostile-workbooks.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { httpClient, type Answer, type HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let app: HostedApp;
let school: HttpClient;
let nobody: HttpClient;
let roster: string;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  school = httpClient(app.base, await app.tokenOf('school'));
  nobody = httpClient(app.base, null);
  const filing = await school.send('POST', '/api/v1/class-filings', CLASS);
  roster = `/api/v1/class-filings/${filing.body.id}/roster?dryRun=true`;
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const ONE_PERSON = '姓名,证件号码,手机号,人员类别\n张三,159901199002027010,19912345678,VETERAN\n';
const UPLOADS = 20;

/** An applicant's client: repeats what was not taken for as long as the answer says so. */
async function uploadPatiently(content: string): Promise<Answer> {
  for (;;) {
    const answer = await school.upload('POST', roster, content);
    const seconds = answer.headers.get('retry-after');
    if (seconds === null) {
      return answer;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, Number(seconds) * 1_000);
    });
  }
}

describe('twenty uploads at once', () => {
  it.each([
    ['rows of 16,384 columns', wideWorkbook(20)],
    ['cells in the last column', farWorkbook(10_000)],
    ['a text of 300,000 characters in every cell', longTextWorkbook(6_000)],
    ['many cells', fullWorkbook(6_000)],
  ])('F7, F8, S2: of %s leave /livez answering while none of them is read', async (_what, content) => {
    const seen = { read: 0, refused: 0 };
    const uploads = Array.from({ length: UPLOADS }, async () => {
      const answer = await school.upload('POST', roster, content);
      const isRefused = answer.status === 429;
      seen.refused += isRefused ? 1 : 0;
      seen.read += isRefused ? 0 : 1;
      return answer;
    });
    const all = Promise.all(uploads);
    // From the first refusal on, as many files are being read or wait as may.
    await expect.poll(() => seen.refused, { timeout: 120_000 }).toBeGreaterThan(0);
    let alive = 0;
    while (seen.read === 0) {
      const { status } = await nobody.send('GET', '/livez');
      alive += status === 200 && seen.read === 0 ? 1 : 0;
    }
    const onePerson = uploadPatiently(ONE_PERSON);
    const answers = await all;

    expect(alive).toBeGreaterThan(0);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const again = answers.filter(({ status }) => status === 429);
    expect(again.map(({ body, headers }) => [body.code, headers.get('retry-after')])).toEqual(
      again.map(() => ['TOO_MANY_FILES', '2']),
    );
    expect(UPLOADS - again.length).toBeGreaterThanOrEqual(5);
    expect((await onePerson).body).toMatchObject({ rows: 1, accepted: 1 });
  });
});
