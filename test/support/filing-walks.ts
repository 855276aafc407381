import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startOfDayMs } from '../../domain/calendar.ts';
import type { HostedApp } from './hosted-app.ts';
import type { Answer, HttpClient } from './http-client.ts';
import { day } from './policy-library.ts';

/** The body of a class of welders, filed on 2025-05-12. */
export const CLASS = {
  route: 'INSTITUTION_PROJECT_TRAINING',
  jurisdiction: '150600',
  planLine: '150600/2025/HRSS/URBAN_EMPLOYMENT',
  occupation: { code: '6-18-02-04', name: '焊工' },
  skillLevel: 'LEVEL_5',
  certificateKind: 'SKILL_LEVEL',
  classHours: 80,
  opensOn: '2025-05-26',
  endsOn: '2025-06-10',
  deliveryMode: 'ORDER',
  location: '鄂尔多斯市康巴什区',
  payeeAccount: { holder: '鄂尔多斯市示范职业技能培训学校', bank: '中国银行', number: '6216610200000000018' },
};

export const DOCUMENTS = ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN'] as const;

export function practiceFile(path: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../practice/${path}`, import.meta.url)));
}

export type FilingWalks = Awaited<ReturnType<typeof createFilingWalks>>;

/** The steps of a class's way, each from the one before; each returns the class's path in the API. */
export async function createFilingWalks(app: HostedApp) {
  const [school, school2, dept]: readonly HttpClient[] = await Promise.all([
    app.as('school'),
    app.as('school2'),
    app.as('dept.hr'),
  ]);
  if (school === undefined || school2 === undefined || dept === undefined) {
    throw new RangeError('Three people, three clients');
  }

  const draft = async (change: object = {}): Promise<string> => {
    const made = done(await school.send('POST', '/api/v1/class-filings', { ...CLASS, ...change }));
    return `/api/v1/class-filings/${made.id}`;
  };

  const document = (path: string, kind: string): Promise<Answer> =>
    school.send('PUT', `${path}/documents/${kind}`, { text: kind });

  const roster = (path: string): Promise<Answer> =>
    school.upload('POST', `${path}/roster`, practiceFile('class-welders/roster.csv'));

  const submit = (path: string): Promise<Answer> => school.send('POST', `${path}/submission`, { pledge: true });

  /** With the forty welders and the documents that it lacks. */
  const complete = async (path: string): Promise<void> => {
    const { items } = done(await school.send('GET', `${path}/documents`));
    const kept = items.map(({ kind }: { readonly kind: string }) => kind);
    for (const kind of DOCUMENTS.filter((one) => !kept.includes(one))) {
      done(await document(path, kind));
    }
    done(await roster(path));
    done(await submit(path));
  };

  const filed = async (change: object = {}): Promise<string> => {
    const path = await draft(change);
    await complete(path);
    return path;
  };

  const decide = async (path: string, body: object): Promise<void> => {
    const page = done(await dept.send('GET', `/api/v1/tasks?box=team&filingId=${idOf(path)}`));
    const [{ id, revision }] = page.items;
    done(await dept.send('POST', `/api/v1/tasks/${id}/decision`, body, { 'If-Match': `"${revision}"` }));
  };

  const returned = async (change: object = {}, corrections: readonly object[] = []): Promise<string> => {
    const path = await filed(change);
    await decide(path, { act: 'returnForCorrection', remark: '请更正', corrections });
    return path;
  };

  /** Returned for its teaching plan, which the school has replaced, and submitted again. */
  const corrected = async (change: object = {}): Promise<string> => {
    const path = await returned(change, [{ pointer: '/documents/TEACHING_PLAN', remark: '缺第二周' }]);
    done(await school.send('PUT', `${path}/documents/TEACHING_PLAN`, { text: '补全后的教学计划' }));
    done(await submit(path));
    return path;
  };

  /** A class on its opening day; the office's own clock stands where it stood. */
  const open = async (): Promise<string> => {
    const path = await filed();
    await decide(path, { act: 'accept', answers: { typicalTasks: 'true', safety: 'true', textbooks: 'true' } });
    await app.forward('filing', idOf(path), startOfDayMs(day(CLASS.opensOn)));
    return path;
  };

  return { school, school2, dept, draft, document, roster, submit, complete, filed, returned, corrected, open };
}

export function idOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

function done(answer: Answer): Answer['body'] {
  if (answer.status >= 300) {
    throw new Error(`Not done: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
