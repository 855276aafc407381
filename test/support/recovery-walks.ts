import { randomUUID } from 'node:crypto';
import { until, type Answer, type Office } from '../../scripts/demo/office-client.ts';

type Body = Answer['body'];

/** What the people of a running office do about money of one claim that is to come back. */
export function recoveryWalks(office: Office, claimId: string) {
  const act = async (username: string, id: string, path: string, body: object = {}): Promise<Body> =>
    (await (await office.desk(username)).post(`/api/v1/recoveries/${id}/${path}`, body)).body;
  const reader = () => office.desk('finance.maker');
  return {
    act,
    /** What the maker of Finance finds; returns its id. */
    found: async (amountFen: number): Promise<string> => {
      const finding = { claimId, cause: 'WRONG_AMOUNT', amountFen, note: '核对发现多付' };
      return (await (await reader()).post('/api/v1/recoveries', finding)).body.id;
    },
    /** The ruling of the appeal that is open about the claim. */
    ruleAppeal: async (username: string, ruling: object): Promise<void> => {
      const third = await office.desk(username);
      const task = await until('the appeal to be among the tasks', async () => {
        const { items } = (await third.get(`/api/v1/tasks?box=team&claimId=${claimId}`)).body;
        return items.find(({ kind }: Body) => kind === 'recoveryAppeal') ?? null;
      });
      const { etag } = await third.get(`/api/v1/tasks/${task.id}`);
      await third.post(`/api/v1/tasks/${task.id}/decision`, ruling, { ifMatch: etag ?? '' });
    },
    /** Entered by one person of Finance, confirmed by another. */
    repay: async (id: string, amountFen: number): Promise<void> => {
      const entry = await act('finance.maker', id, 'repayments', { amountFen, bankReference: randomUUID() });
      await act('finance.checker', id, `repayments/${entry.id}/confirmation`);
    },
    /** The same of a set-off against a claim that is due; returns once the workflow of the recovery knows of it. */
    setOff: async (id: string, byClaimId: string, amountFen: number): Promise<void> => {
      const revision = async (): Promise<number> =>
        (await (await reader()).get(`/api/v1/recoveries/${id}`)).body.revision;
      const before = await revision();
      const entry = await act('finance.maker', id, 'set-offs', { claimId: byClaimId, amountFen });
      await act('finance.checker', id, `set-offs/${entry.id}/confirmation`);
      await until('the recovery to know of the set-off', async () => ((await revision()) > before ? true : null));
    },
    untilState: (id: string, state: string): Promise<Body> =>
      until(`the recovery to be ${state}`, async () => {
        const { body } = await (await reader()).get(`/api/v1/recoveries/${id}`);
        return body.state === state ? body : null;
      }),
    /** The recoveries of any claim. */
    ofClaim: async (id: string): Promise<Body> =>
      (await (await reader()).get(`/api/v1/recoveries?claimId=${id}`)).body.items,
  };
}

/** A day so many days after another one. */
export function laterDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
