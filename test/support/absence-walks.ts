import { expect } from 'vitest';
import { bindPasswords } from '../../prisma/people/password-bonds.ts';
import { until, type Answer, type Desk } from '../../scripts/demo/office-client.ts';
import { BONDS } from './act-keys.ts';
import { tryPost } from './office-lives.ts';
import type { RunningOffice } from './running-office.ts';

const ABSENCE = '/api/v1/me/absence';

/** What tests of absences do in an office on the real servers. */
export function absenceWalks(running: () => RunningOffice) {
  const desk = (username: string): Promise<Desk> => running().office.desk(username);

  const taskSeen = async (username: string, taskId: string): Promise<Answer['body']> =>
    (await (await desk(username)).get(`/api/v1/tasks/${taskId}`)).body;

  return {
    desk,
    taskSeen,

    /** Officials of the HR bureau whom the practice office does not have. */
    addOfficials: async (...people: readonly (readonly [username: string, section: string, roles: string])[]) => {
      for (const [username, section, roles] of people) {
        await running().pool.query(
          `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles)
           SELECT 'per_' || $1, $1, p.password_hash, $1, 'HRSS', $2, '150600', $3::text[] FROM person p WHERE p.username = 'ops'`,
          [username, section, roles],
        );
      }
      await bindPasswords(running().pool, BONDS);
    },

    idOf: async (username: string): Promise<string> => {
      return (await (await desk(username)).get('/api/v1/session')).body.id;
    },

    leave: async (username: string, body: object, query = ''): Promise<Answer> => {
      const init = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      return (await desk(username)).ask('PUT', `${ABSENCE}${query}`, init);
    },

    ownAbsence: async (username: string): Promise<Answer['body']> => {
      return (await (await desk(username)).get(ABSENCE)).body;
    },

    comeBack: async (username: string): Promise<void> => {
      expect((await (await desk(username)).ask('DELETE', ABSENCE)).status).toBe(204);
    },

    /** The open task of a claim, taken by a person. */
    taken: async (username: string, claimId: string): Promise<string> => {
      const own = await desk(username);
      const [task] = (await own.get(`/api/v1/tasks?box=team&claimId=${claimId}`)).body.items;
      expect((await tryPost(own, `/api/v1/tasks/${task.id}/claim`, {})).status).toBe(200);
      return task.id;
    },

    /** Waits for a sweep. */
    untilAssigned: (username: string, taskId: string, personId: string): Promise<Answer['body']> => {
      return until(`task ${taskId} to be with ${personId}`, async () => {
        const task = await taskSeen(username, taskId);
        return task.assignee === personId ? task : null;
      });
    },

    today: async (): Promise<string> => {
      const { now } = (await (await desk('ops')).get('/api/v1/practice/clock')).body;
      return new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10);
    },
  };
}
