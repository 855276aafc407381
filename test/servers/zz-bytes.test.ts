import { it } from 'vitest';
import { temporal } from '@temporalio/proto';
import { reviewAndPay } from '../../scripts/class-play.ts';
import { officeWithClasses } from '../support/office-lives.ts';
it('x', async () => {
  const running = await officeWithClasses([3]);
  const { id } = await running.claimOf(3);
  await reviewAndPay(running.office, id, () => undefined);
  const h = await running.client.workflow.getHandle(`claim/${id}`).fetchHistory();
  const show = (v: unknown): unknown => v instanceof Uint8Array ? Buffer.from(v).toString('utf8') : typeof v === 'object' && v !== null && !(v as any).toNumber ? Object.fromEntries(Object.entries(v).filter(([k, x]) => x != null).map(([k, x]) => [k, show(x)])) : String(v);
  for (const e of h.events ?? []) {
    const n = temporal.api.history.v1.HistoryEvent.encode(e).finish().length;
    console.log(n, JSON.stringify(show(e)).slice(0, 2600));
  }
  await running.stop();
});
