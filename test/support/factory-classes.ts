import { expect } from 'vitest';
import { decide } from '../../scripts/demo/class-play.ts';
import { until, type Answer } from '../../scripts/demo/office-client.ts';
import type { Trainee } from './made-class.ts';
import { tryPost } from './office-lives.ts';
import type { RunningOffice } from './running-office.ts';

/** The body of a class in the factory, without its route. */
export const CLASS = {
  jurisdiction: '150600',
  occupation: { code: '6-18-02-04', name: '焊工' },
  skillLevel: 'LEVEL_5',
  certificateKind: 'SKILL_LEVEL',
  classHours: 80,
  opensOn: '2025-05-26',
  endsOn: '2025-06-10',
  deliveryMode: 'ON_SITE',
  location: '鄂尔多斯市康巴什区示范路8号',
  payeeAccount: { holder: '鄂尔多斯市示范装备制造有限公司', bank: '示范银行', number: '6200000000000000026' },
};
export const ENTERPRISE_CLASS = { ...CLASS, route: 'ENTERPRISE_TRAINING', facts: { demandEntries: ['XQ-1'] } };
const csv = (name: string, head: string, rows: readonly (readonly string[])[]) => ({
  name,
  content: Buffer.from([head, ...rows.map((row) => row.join(','))].join('\n')),
});

export const rosterOf = (people: readonly Trainee[]) =>
  csv(
    'roster.csv',
    'name,idNumber,phone,categories,registeredAt,employer,employedOn,开户银行,银行账号',
    people.map(({ name, idNumber, phone }, position) => [
      name,
      idNumber,
      phone,
      'ENTERPRISE_EMPLOYEE',
      '内蒙古',
      '鄂尔多斯市示范装备制造有限公司',
      '2025-04-01',
      '示范银行',
      `62000000000000001${position}8`,
    ]),
  );
export const attendanceOf = (people: readonly Trainee[], days: readonly string[]) =>
  csv(
    'attendance.csv',
    'idNumber,date,hours',
    people.flatMap(({ idNumber }) => days.map((one) => [idNumber, one, '8'])),
  );
export const resultsOf = (people: readonly Trainee[], on: string) =>
  csv(
    'results.csv',
    'idNumber,assessed,certificateKind,certificateNo,certificateDate',
    people.map(({ idNumber, certificateNo }) => [idNumber, '合格', 'SKILL_LEVEL', certificateNo, on]),
  );

export type FactoryClasses = Awaited<ReturnType<typeof createFactoryClasses>>;

/** The steps of a class that the factory files, over HTTP. */
export async function createFactoryClasses({ office }: RunningOffice) {
  const factory = await office.desk('factory');

  const untilFiling = (path: string, state: string): Promise<Answer['body']> => {
    return until(`the class to be ${state}`, async () => {
      const { body } = await factory.get(path);
      return body.state === state ? body : null;
    });
  };

  /** Files it with its documents and people; the department of HR accepts it. */
  const acceptedClass = async (asked: object, people: readonly Trainee[]): Promise<string> => {
    const path = `/api/v1/class-filings/${(await factory.post('/api/v1/class-filings', asked)).body.id}`;
    for (const kind of ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN']) {
      await factory.put(`${path}/documents/${kind}`, { text: kind });
    }
    const report = (await factory.upload(`${path}/roster`, rosterOf(people))).body;
    expect(report).toMatchObject({ imported: people.length, errors: [], warnings: [] });
    await factory.post(`${path}/submission`, { pledge: true });
    await decide(office, 'dept.hr', `filingId=${path.split('/').at(-1) ?? ''}`, {
      act: 'accept',
      answers: { typicalTasks: 'true', safety: 'true', textbooks: 'true' },
    });
    await until('the class to be accepted', async () => {
      const { body } = await factory.get(path);
      return body.acceptedAt === null ? null : body;
    });
    return path;
  };

  /** The claim of a class that has ended, drafted with its attendance and results; its lines as the applicant sees them. */
  const draftedLines = async (path: string, people: readonly Trainee[], days: readonly string[]) => {
    await untilFiling(path, 'ended');
    await factory.upload(`${path}/attendance`, attendanceOf(people, days));
    await factory.upload(`${path}/results`, resultsOf(people, days.at(-1) ?? ''));
    await untilFiling(path, 'assessed');
    const { body } = await factory.post('/api/v1/claims', { filingId: path.split('/').at(-1) });
    return (await factory.get(`/api/v1/claims/${body.id}/lines`)).body.items;
  };

  const lineStatesOf = async (claimId: string): Promise<readonly string[]> => {
    const { items } = (await factory.get(`/api/v1/claims/${claimId}/lines`)).body;
    return items.map(({ state }: { state: string }) => state);
  };

  /** The claim of a class, drafted or refused. */
  const claimOf = (path: string): Promise<Answer> =>
    tryPost(factory, '/api/v1/claims', { filingId: path.split('/').at(-1) });

  return { factory, acceptedClass, draftedLines, lineStatesOf, untilFiling, claimOf };
}
