import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ROOT } from '../../main/config.ts';
import { builtWorkbench } from '../../main/stack/workbench-build.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

const KIB = 1_024;
const FIRST_LOAD = 250 * KIB;
const LAZY_PART = 170 * KIB;
const PDF_WORKER = 320 * KIB;

function refuseToBuild(): never {
  throw new Error('The pages are built again.');
}

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

describe('the pages are light', { timeout: 240_000 }, () => {
  it('the first load of the inbox is at most 250 KiB over the wire', async () => {
    const { page } = await bench.openAs('dept.hr');
    await page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
    await page.getByText('没有待办。').waitFor();
    const loaded = await page.evaluate<{ name: string; transferSize: number }[]>(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
         .filter(({ name }) => name.includes('/workbench')).map(({ name, transferSize }) => ({ name, transferSize }))`,
    );
    expect(loaded.some(({ name }) => name.endsWith('.js'))).toBe(true);
    expect(loaded.reduce((sum, { transferSize }) => sum + transferSize, 0)).toBeLessThanOrEqual(FIRST_LOAD);
  });

  it('a second start builds nothing', async () => {
    const built = inject('workbench');
    expect(await builtWorkbench({ root: ROOT, keptIn: dirname(built), progress: refuseToBuild })).toBe(built);
  });

  it('no part is above 170 KiB but the PDF worker, and every text is there in gzip and brotli', () => {
    const folder = join(inject('workbench'), 'assets');
    const names = readdirSync(folder);
    // What the page itself names belongs to the first load, which has its own limit.
    const page = readFileSync(join(inject('workbench'), 'index.html'), 'utf8');
    const texts = names.filter((name) => /\.(m?js|css)$/.test(name) && !page.includes(name));
    expect(texts.length).toBeGreaterThan(1);
    for (const name of texts) {
      expect(names).toContain(`${name}.br`);
      const { size } = statSync(join(folder, `${name}.gz`));
      expect([name, size <= (name.startsWith('pdf.worker') ? PDF_WORKER : LAZY_PART)]).toEqual([name, true]);
    }
  });

  it('assets never change and the page is never kept', async () => {
    const page = await fetch(`${bench.office.base}/workbench/tasks`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const asset = /\/workbench\/assets\/[^"]+\.js/.exec(await page.text())?.[0] ?? '';
    const script = await fetch(bench.office.base + asset, { headers: { 'accept-encoding': 'br' } });
    expect(script.headers.get('cache-control')).toMatch(/immutable/);
    expect(script.headers.get('content-encoding')).toBe('br');
    const plain = await fetch(bench.office.base + asset, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect((await fetch(`${bench.office.base}/workbench/assets/..%2Findex.html`)).status).toBe(404);
  });
});
