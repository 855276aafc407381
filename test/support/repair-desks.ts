import { expect } from 'vitest';
import type { RepairCalls } from '../../activities/repair-ports.ts';
import { createRepairWork } from '../../activities/repair-work.ts';
import { httpClient, type HttpClient } from './http-client.ts';
import type { Office } from './office.ts';
import { PRACTICE_HASH } from './practice-hash.ts';

export type RepairDesks = Awaited<ReturnType<typeof repairDesks>>;

export const ofClaim = (claimId: string) => `/api/v1/claims/${claimId}/repairs`;
export const RESTART = { command: 'restartMissingWorkflow', reason: '流程丢失' };

/** `ops` proposes, `ops2` approves, the worker's sweep applies and looks, the auditor reads. */
export async function repairDesks(office: Office) {
  await office.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, jurisdiction, roles)
     VALUES ('per_ops2', 'ops2', $1, 'ops2', '150600', '{operator,operatorApprover}')`,
    [PRACTICE_HASH],
  );
  const approver = httpClient(office.base, await office.tokenOf('ops2'));
  const auditor = httpClient(office.base, await office.tokenOf('auditor'));

  const propose = async (path: string, body: object): Promise<string> => {
    const { status, body: said } = await office.as('ops').send('POST', path, body);
    expect({ status, state: said.state, code: said.code }).toMatchObject({ status: 201, state: 'proposed' });
    return said.id;
  };
  const approve = (repairId: string, client: HttpClient = approver, revision = 1) =>
    client.send('POST', `/api/v1/repairs/${repairId}/approval`, undefined, {
      'Idempotency-Key': `approve-${repairId}-${revision}`,
      'If-Match': `"${revision}"`,
    });
  const sweep = async (calls: Partial<RepairCalls> = {}): Promise<void> => {
    const { now, parts } = office.repairing;
    await createRepairWork({ ...parts, calls: { ...parts.calls, ...calls } }).sweep((await now()).getTime());
  };
  const repairOf = async (repairId: string) => (await auditor.send('GET', `/api/v1/repairs/${repairId}`)).body;
  return {
    approver,
    auditor,
    propose,
    approve,
    sweep,
    repairOf,
    runOf: (claimId: string) => office.repairing.runs.runOf('claim', claimId),

    /** What is answered to the dry run, and what to the proposal, of what is refused. */
    async answer(path: string, body: object): Promise<readonly string[]> {
      const [dry, real] = [
        await office.as('ops').send('POST', `${path}?dryRun=true`, body),
        await office.as('ops').send('POST', path, body),
      ];
      return [dry, real].map(({ status, body: said }) => `${status} ${said.code}`);
    },

    /** Proposed by one operator, approved by the other, applied and looked at. */
    async repaired(path: string, body: object) {
      const id = await propose(path, body);
      expect((await approve(id)).status).toBe(202);
      await sweep();
      await sweep();
      return repairOf(id);
    },
  };
}
