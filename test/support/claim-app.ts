import { claimRoutes } from '../../api/claim/claim-routes.ts';
import { diagnosisRoutes } from '../../api/oversight/diagnosis-routes.ts';
import { createClaimStore } from '../../prisma/claim/claim-store.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { connectDatabase } from '../../prisma/kernel/connection.ts';
import { createDiagnosisStore } from '../../prisma/oversight/diagnosis-facts.ts';
import { createPracticeRegisters } from '../../prisma/practice/practice-registers.ts';
import { createSnapshotCache } from '../../prisma/recordings/recording-context.ts';
import { createSealer } from '../../prisma/kernel/sealing.ts';
import { answerDaysOf } from '../../prisma/line/register-questions.ts';
import { testAsker } from './register-asker.ts';
import { addClass, addPeople, type ClassToAdd, type Person } from './claim-classes.ts';
import { httpClient, type Answer, type HttpClient } from './http-client.ts';
import { startIntakeApp } from './intake-app.ts';
import { day, PRACTICE_LIBRARY, practiceCsv } from './policy-library.ts';
import { createRecordingDesk } from './recording-desk.ts';

const SCHOOL = { partyId: 'pty_school', personId: 'per_school' };

/** Certified on the practice register, for classes of one. */
export const WELDER: Person = {
  idNumber: '159901197906112286',
  name: '额尔敦巴特尔',
  hours: 80,
  certificateDate: day('2025-06-19'),
};

export type ClaimApp = Awaited<ReturnType<typeof startClaimApp>>;

/** Claims over HTTP on a real database, with a desk that records as the workflows would; it is Monday 2025-06-23. */
export async function startClaimApp(url: string, library: PolicyLibrary = PRACTICE_LIBRARY) {
  const sealer = createSealer([{ id: 1, secret: Buffer.alloc(32, 7) }]);
  const database = connectDatabase(url);
  const registers = createPracticeRegisters(database.pool, sealer);
  const asker = testAsker(database.pool, sealer);
  const claims = createClaimStore(database.pool, { sealer, asker, library });
  const { calendar } = library;
  const desk = createRecordingDesk({
    pool: database.pool,
    sealer,
    answerDaysOf: answerDaysOf(library),
    calendar,
    snapshots: createSnapshotCache(),
  });
  const deps = {
    claims,
    diagnoses: createDiagnosisStore(database.pool, library),
    desk,
  };
  const app = await startIntakeApp(url, [...claimRoutes(deps), ...diagnosisRoutes(deps)]);
  const setTime = async (instant: string) => {
    const offsetMs = Date.parse(instant) - Date.now();
    await database.pool.query('UPDATE environment SET clock_offset_ms = $1', [offsetMs]);
    app.clock.forget();
  };
  await setTime('2025-06-23T10:00:00+08:00');
  await database.pool.query(`
    INSERT INTO worker_heartbeat (id, started_at, at) VALUES ('test', now(), now() + interval '1 day');
    INSERT INTO person (id, username, password_hash, display_name, jurisdiction, roles)
      SELECT 'per_ops', 'ops', password_hash, 'ops', '150600', '{operator}' FROM person WHERE id = 'per_school'`);
  for (const register of ['certificates', 'identity'] as const) {
    await registers.load(register, practiceCsv(`class-welders/register-${register}.csv`), true);
  }
  const as = async (username: string) => httpClient(app.base, await app.tokenOf(username));
  const school: HttpClient = await as('school');
  let occupations = 0;

  const aClass = async (change: Partial<ClassToAdd> = {}, people: readonly Person[] = [WELDER]): Promise<string> => {
    const filingId = await addClass(database.pool, sealer, { ...SCHOOL, ...change });
    await addPeople(database.pool, sealer, filingId, people);
    return filingId;
  };

  return {
    pool: database.pool,
    sealer,
    registers,
    claims,
    desk,
    school,
    as,
    setTime,
    aClass,

    /** A class of one person in an occupation that nobody had before. */
    freshClass: () => aClass({ occupationCode: `1-00-00-${(occupations += 1)}` }),

    async aDraft(filingId: string): Promise<string> {
      const drafted = await school.send('POST', '/api/v1/claims', { filingId });
      return `/api/v1/claims/${granted(drafted, 201).id}`;
    },

    async submitted(path: string) {
      return granted(await school.send('POST', `${path}/submission`, { pledge: true }, { 'If-Match': '*' }), 200);
    },

    /** Everybody as if they had never had a subsidy. */
    async clearSlots(): Promise<void> {
      await database.pool.query('DELETE FROM yearly_slot; DELETE FROM occupation_level_key');
    },

    async close() {
      await app.close();
      await database.close();
    },
  };
}

function granted(answer: Answer, status: number): Answer['body'] {
  if (answer.status !== status) {
    throw new Error(`Not ${status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
