import type { Role } from '../../domain/codes.ts';
import type { Database } from '../../prisma/kernel/connection.ts';
import { WELDER } from './claim-app.ts';
import { addClass, addPeople } from './claim-classes.ts';
import { PRACTICE_HASH } from './practice-hash.ts';
import { loadWelders, startHostedApp, type HostedApp, type HostedOptions } from './hosted-app.ts';
import type { Answer, HttpClient } from './http-client.ts';

const USERNAMES = {
  school: 'school',
  dept: 'dept.hr',
  dept2: 'dept.hr2',
  union: 'dept.union',
  bureau: 'bureau.review',
  bureau2: 'bureau.asks',
  maker: 'finance.maker',
  checker: 'finance.checker',
  ops: 'ops',
} as const;
type Seat = keyof typeof USERNAMES;

/** The departments that review claims here, and their organs. */
const DEPARTMENTS = { dept: 'HRSS', union: 'TRADE_UNION' } as const;
type Department = keyof typeof DEPARTMENTS;

export const APPROVE_DEPARTMENT = {
  act: 'approve',
  answers: { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' },
} as const;
export const APPROVE_BUREAU = { act: 'approve', answers: { complete: 'true', procedure: 'true' } } as const;

export type Office = Awaited<ReturnType<typeof startOffice>>;

/**
 * A whole office over HTTP on a real database, without Temporal; it is Monday 2025-06-23. `watch` receives the pool of
 * stores and recordings before it connects.
 */
export async function startOffice(url: string, watch?: (pool: Database['pool']) => void, options: HostedOptions = {}) {
  const app = await startHostedApp(url, { ...options, ...(watch !== undefined && { watch }) });
  await app.setTime('2025-06-23T10:00:00+08:00');
  await addOfficers(app);
  await loadWelders(app);
  const clients = new Map<string, HttpClient>();
  for (const [seat, username] of Object.entries(USERNAMES)) {
    clients.set(seat, await app.as(username));
  }
  /** For a person whose roles have changed, which ends their sessions (S12). */
  const signInAgain = async (seat: Seat): Promise<void> => {
    clients.set(seat, await app.as(USERNAMES[seat]));
  };
  /** Gives a person other roles and signs them in again. */
  const giveRoles = async (seat: Seat, roles: readonly Role[]): Promise<void> => {
    await app.pool.query('UPDATE person SET roles = $2 WHERE username = $1', [USERNAMES[seat], roles]);
    await signInAgain(seat);
  };
  const as = (seat: Seat): HttpClient => clients.get(seat) ?? app.nobody;
  /** Moves the clock of one notice to an instant. */
  const endNotice = (noticeId: string, atMs: number) => app.forward('notice', noticeId, atMs);
  return { ...app, as, giveRoles, signInAgain, endNotice, walks: createWalks({ ...app, as, endNotice }) };
}

async function addOfficers({ pool }: HostedApp): Promise<void> {
  await pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles) VALUES
       ('per_depthr2', 'dept.hr2', $1, 'dept.hr2', 'HRSS', '就业服务', '150600', '{departmentReviewer,noticeOfficer}'),
       ('per_bureauasks', 'bureau.asks', $1, 'bureau.asks', 'HRSS', '基金监督', '150600', '{bureauReviewer,noticeOfficer}'),
       ('per_maker', 'finance.maker', $1, 'maker', 'FINANCE', NULL, '150600', '{financeMaker}'),
       ('per_checker', 'finance.checker', $1, 'checker', 'FINANCE', NULL, '150600', '{financeChecker}'),
       ('per_ops', 'ops', $1, 'ops', NULL, NULL, '150600', '{operator}')`,
    [PRACTICE_HASH],
  );
}

export interface TaskSeen {
  readonly id: string;
  readonly revision: number;
}

/** The steps of an office's way, each from the one before. */
function createWalks({
  pool,
  sealer,
  as,
  desk,
  endNotice,
}: Pick<HostedApp, 'pool' | 'sealer' | 'desk'> & {
  readonly as: (seat: Seat) => HttpClient;
  readonly endNotice: (noticeId: string, atMs: number) => Promise<void>;
}) {
  let occupations = 0;

  /** A submitted claim of one welder in an occupation of its own, visited at all three links unless said. */
  const aClaim = async (isVisited = true, of: Department = 'dept'): Promise<string> => {
    await pool.query(
      "DELETE FROM yearly_slot; DELETE FROM occupation_level_key; DELETE FROM entitlement_key WHERE kind = 'CERTIFICATE'",
    );
    const occupationCode = `1-00-00-${(occupations += 1)}`;
    const owner = { partyId: 'pty_school', personId: 'per_school' };
    const filingId = await addClass(pool, sealer, { ...owner, occupationCode, department: DEPARTMENTS[of] });
    await addPeople(pool, sealer, filingId, [WELDER]);
    if (isVisited) {
      await pool.query(
        `INSERT INTO supervision_entry (id, filing_id, kind, visited_on, note, person_id, at)
         SELECT 'vis_' || md5($1 || kind), $1, kind, '2025-06-01', 'x', 'per_depthr', now()
         FROM unnest(ARRAY['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT']) AS kind`,
        [filingId],
      );
    }
    const drafted = await as('school').send('POST', '/api/v1/claims', { filingId });
    const path = `/api/v1/claims/${drafted.body.id}/submission`;
    granted(await as('school').act('POST', path, { pledge: true }));
    return drafted.body.id;
  };

  const taskOf = async (seat: Seat, claimId: string): Promise<TaskSeen> => {
    const page = await as(seat).send('GET', `/api/v1/tasks?box=team&claimId=${claimId}`);
    return page.body.items[0];
  };

  const decide = (seat: Seat, task: TaskSeen, body: object, headers: object = {}): Promise<Answer> =>
    as(seat).send('POST', `/api/v1/tasks/${task.id}/decision`, body, { 'If-Match': `"${task.revision}"`, ...headers });

  /** The department's approval: the practice register does not know these occupations, so it accepts the line by name. */
  const approval = async (claimId: string, of: Department = 'dept') => {
    const lines = await as(of).send('GET', `/api/v1/claims/${claimId}/lines`);
    const acceptLines = lines.body.items.map(({ id: lineId }: { id: string }) => ({
      lineId,
      remark: '已核对纸质证书',
    }));
    return { ...APPROVE_DEPARTMENT, acceptLines };
  };

  const reviewed = async (of: Department = 'dept'): Promise<string> => {
    const claimId = await aClaim(true, of);
    granted(await decide(of, await taskOf(of, claimId), await approval(claimId, of)));
    granted(await decide('bureau', await taskOf('bureau', claimId), APPROVE_BUREAU));
    return claimId;
  };

  /** The automatic draft of a claim, with its workflow begun. */
  const noticeOf = async (claimId: string, of: Department = 'dept'): Promise<string> => {
    const notices = await as(of).send('GET', `/api/v1/notices?claimId=${claimId}&state=draft`);
    const { id, revision } = notices.body.items[0];
    if (revision === 0) {
      await desk.start('notice', id);
    }
    return id;
  };

  const confirm = (seat: Seat, noticeId: string): Promise<Answer> =>
    as(seat).act('POST', `/api/v1/notices/${noticeId}/confirmation`);

  const published = async (of: Department = 'dept') => {
    const claimId = await reviewed(of);
    const noticeId = await noticeOf(claimId, of);
    granted(await confirm(of, noticeId));
    granted(await confirm('bureau', noticeId));
    return { claimId, noticeId };
  };

  /** A claim whose notice has closed clean: its money is due. */
  const due = async (): Promise<string> => {
    const { claimId, noticeId } = await published();
    const { rows } = await pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
    await endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
    return claimId;
  };

  return { aClaim, taskOf, decide, approval, reviewed, noticeOf, confirm, published, due };
}

function granted(answer: Answer): void {
  if (answer.status >= 300) {
    throw new Error(`Not granted: ${JSON.stringify(answer.body)}`);
  }
}
