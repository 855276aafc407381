import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { addClass, addPeople, welders, type ClassToAdd, type Person } from './claim-classes.ts';
import { loadWelders, startHostedApp } from './hosted-app.ts';
import type { Answer, HttpClient } from './http-client.ts';
import { day, PRACTICE_LIBRARY } from './policy-library.ts';

const SCHOOL = { partyId: 'pty_school', personId: 'per_school' };

/** Certified on the practice register, for classes of one. */
export const WELDER: Person = {
  idNumber: '159901197906112286',
  name: '额尔敦巴特尔',
  hours: 80,
  certificateDate: day('2025-06-19'),
};

export type ClaimApp = Awaited<ReturnType<typeof startClaimApp>>;

/** Claims over HTTP on a real database; it is Monday 2025-06-23. */
export async function startClaimApp(url: string, library: PolicyLibrary = PRACTICE_LIBRARY) {
  const app = await startHostedApp(url, { library });
  const { pool, sealer } = app;
  await app.setTime('2025-06-23T10:00:00+08:00');
  await pool.query(`
    INSERT INTO worker_heartbeat (id, started_at, at) VALUES ('test', now(), now() + interval '1 day');
    INSERT INTO person (id, username, password_hash, display_name, jurisdiction, roles)
      SELECT 'per_ops', 'ops', password_hash, 'ops', '150600', '{operator}' FROM person WHERE id = 'per_school'`);
  await loadWelders(app);
  const school: HttpClient = await app.as('school');
  let occupations = 0;

  const aClass = async (change: Partial<ClassToAdd> = {}, people: readonly Person[] = [WELDER]): Promise<string> => {
    const filingId = await addClass(pool, sealer, { ...SCHOOL, ...change });
    await addPeople(pool, sealer, filingId, people);
    return filingId;
  };

  const clearSlots = async (): Promise<void> => {
    await pool.query(
      "DELETE FROM yearly_slot; DELETE FROM occupation_level_key; DELETE FROM entitlement_key WHERE kind = 'CERTIFICATE'",
    );
  };

  return {
    ...app,
    school,
    aClass,

    /** A class of one person in an occupation that nobody had before. */
    freshClass: () => aClass({ occupationCode: `1-00-00-${(occupations += 1)}` }),

    async aDraft(filingId: string): Promise<string> {
      const drafted = await school.send('POST', '/api/v1/claims', { filingId });
      return `/api/v1/claims/${granted(drafted, 201).id}`;
    },

    async submitted(path: string) {
      return granted(await school.act('POST', `${path}/submission`, { pledge: true }), 200);
    },

    /** The draft of the forty welders, as if they had never had a subsidy. */
    async draftOfWelders(): Promise<Answer> {
      await clearSlots();
      return school.send('POST', '/api/v1/claims', { filingId: await aClass({}, welders()) });
    },

    /** Everybody as if they had never had a subsidy. */
    clearSlots,
  };
}

function granted(answer: Answer, status: number): Answer['body'] {
  if (answer.status !== status) {
    throw new Error(`Not ${status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
