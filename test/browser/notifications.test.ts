import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relayOutbox } from '../../prisma/worker/outbox-relay.ts';
import { inEnglish, records } from './pages/records.ts';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

describe('what one was told', { timeout: 240_000 }, () => {
  it('stands at the top with its number, leads to the work, and is read by one press', async () => {
    const { office } = bench;
    const claimId = await office.walks.aClaim();
    const { body } = await office.as('dept').send('GET', `/api/v1/tasks?box=team&claimId=${claimId}`);
    const [{ id, subjectNo }] = body.items;
    expect((await office.as('dept').send('POST', `/api/v1/tasks/${id}/remind`, {})).status).toBe(200);
    while ((await relayOutbox(office.application)) > 0);

    const { page, complaints } = await bench.openAs('dept.hr2', '/tasks/mine');
    await page.getByRole('link', { name: '未读消息 1' }).click();
    const table = page.getByRole('table', { name: '消息' });
    const told = table.getByRole('link', { name: `申领 ${subjectNo}有待办事项，请尽快办理。` });
    await told.waitFor();
    await inEnglish(page, async () => {
      await page
        .getByRole('table', { name: 'Messages' })
        .getByText(/a reminder of the task/)
        .waitFor();
      expect(await violationsOf(page)).toEqual([]);
    });
    expect(await violationsOf(page)).toEqual([]);
    await records(page).button('全部标为已读（1）').click();
    await records(page).said('消息已全部标为已读').waitFor();
    await table.getByText('已读', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: /^未读消息/ }).count()).toBe(0);
    await told.click();
    await page.waitForURL(`**/tasks/${id}*`);
    expect((await office.as('dept2').send('GET', '/api/v1/notifications?unread=true')).body.unread).toBe(0);
    expect(complaints).toEqual([]);
  });
});
