import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

describe('the policy of the pages', { timeout: 240_000 }, () => {
  // That nothing is refused on any screen is asked by `axe-screens`, which opens all of them and forgives no complaint.
  it('opens no door for other origins, nor for scripts in the page', async () => {
    const answer = await fetch(`${bench.office.base}/workbench/me`);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toMatch(/script-src 'self'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('is heard when it is broken', async () => {
    const { page, complaints } = await bench.openAs('dept.hr', '/me');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: 'alert(1)' }))");
    await expect.poll(() => complaints.join(), { timeout: 60_000 }).toMatch(/Content Security Policy/);
  });
});
