import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFilingWalks, idOf } from '../support/filing-walks.ts';
import { httpClient } from '../support/http-client.ts';
import { zipOf } from '../support/zip-writer.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { violationsOf } from './support/axe.ts';
import { startWorkbench, type Workbench } from './support/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench?.close());

const PATIENCE = { timeout: 60_000 };
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SQUARE = '0 0 0 rg 20 20 90 90 re f\n';

/** One page of 300 × 400 points with a black square, drawn as often as asked. */
function pdf(squares = 1): Buffer {
  const drawing = SQUARE.repeat(squares);
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R>>',
    `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, position) => {
    const at = text.length;
    text += `${position + 1} 0 obj${object}endobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 5\n0000000000 65535 f \n${offsets.join('')}trailer<</Root 1 0 R/Size 5>>`;
  return Buffer.from(`${text}${table}\nstartxref\n${text.length}\n%%EOF`);
}
const LETTER = zipOf({
  '[Content_Types].xml': '<Types/>',
  'word/document.xml':
    '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>考核方案第一条</w:t></w:r></w:p></w:body></w:document>',
});

/** A class that was filed with a paper of each sort, and its task. */
async function aFiling(materials = pdf()) {
  const { office } = bench;
  const as = async (username: string) => httpClient(office.base, await office.tokenOf(username));
  const walks = await createFilingWalks({ ...office, as });
  const path = await walks.draft({ opensOn: '2025-07-07', endsOn: '2025-07-22' });
  const put = async (kind: string, content: Buffer | string, name: string) =>
    expect((await walks.school.upload('PUT', `${path}/documents/${kind}`, content, name)).status).toBe(200);
  await put('TEACHING_PLAN', '第一版的教学计划', '计划.txt');
  await put('TEACHING_PLAN', '第二版的教学计划', '计划.txt');
  await put('TEACHER_LIST', PICTURE, '师资.png');
  await put('MATERIALS_LIST', materials, '耗材.pdf');
  await put('ASSESSMENT_PLAN', LETTER, '方案.docx');
  await walks.complete(path);
  const { body } = await walks.dept.send('GET', `/api/v1/tasks?box=team&filingId=${idOf(path)}`);
  return String(body.items[0].id);
}

const widthOf = (page: Page, selector: string) =>
  page.evaluate(`document.querySelector('.sheet ${selector}')?.${selector === 'img' ? 'naturalWidth' : 'width'} ?? 0`);

describe('the papers of a case', { timeout: 240_000 }, () => {
  it('stand in the pane as text, picture, PDF and letter, one after the other, from our own origin alone', async () => {
    const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${await aFiling()}`);
    const desk = reviewDesk(page);
    await desk.why.getByText(/备案/).first().waitFor();
    await desk.people.getByRole('row').nth(1).waitFor();
    await desk.timeline.getByRole('listitem').first().waitFor();
    const shown = (name: string) => page.getByRole('region', { name, exact: true });
    await desk.papers.getByRole('button', { name: '教学计划' }).click();
    await shown('教学计划').getByText('第二版的教学计划').waitFor();
    await desk.papers.getByRole('button', { name: '与第 1 版并排' }).click();
    await shown('教学计划 第 1 版').getByText('第一版的教学计划').waitFor();
    await shown('教学计划 第 2 版').getByText('第二版的教学计划').waitFor();
    const labels = await desk.papers.getByRole('group', { name: '材料' }).getByRole('button').allInnerTexts();
    expect(labels).toHaveLength(4);
    for (const label of labels) {
      await desk.papers.getByRole('button', { name: label, exact: true }).click();
      await shown(label).waitFor();
    }
    await desk.papers.getByRole('button', { name: labels[0] ?? '', exact: true }).click();
    await page.getByRole('heading', { name: '材料' }).click();
    const seen = [labels[0]];
    const open = desk.papers.getByRole('button', { pressed: true });
    for (const next of labels.slice(1)) {
      await page.keyboard.press(']');
      await shown(next).waitFor();
      seen.push(await open.first().innerText());
    }
    expect(seen).toEqual(labels);
    await page.keyboard.press('[');
    await shown(labels.at(-2) ?? '').waitFor();
    await page.getByRole('button', { name: '下一份材料' }).click();
    await shown(labels.at(-1) ?? '').waitFor();
    expect(complaints).toEqual([]);
  });

  it('are drawn: a picture has its pixels, a page of a PDF its size, a letter its words', async () => {
    const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${await aFiling()}`);
    const desk = reviewDesk(page);
    const open = async (name: string) => {
      await desk.papers.getByRole('button', { name, exact: true }).click();
      return page.getByRole('region', { name, exact: true });
    };
    await (await open('授课师资情况')).getByRole('img').waitFor();
    await expect.poll(() => widthOf(page, 'img'), PATIENCE).toBe(1);
    await (await open('教材教学资源清单')).getByRole('img', { name: /第 1 \/ 1 页/ }).waitFor();
    await expect.poll(() => widthOf(page, 'canvas'), PATIENCE).toBe(480);
    await (await open('考核方案')).getByText('考核方案第一条').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('are turned while a page is still being drawn: what was begun is let go, and nothing is thrown', async () => {
    const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${await aFiling(pdf(100_000))}`);
    const desk = reviewDesk(page);
    await desk.papers.getByRole('button', { name: '教材教学资源清单', exact: true }).click();
    await page.getByRole('heading', { name: '材料' }).click();
    const drawing = page.getByRole('region', { name: '教材教学资源清单', exact: true });
    for (let turns = 0; turns < 2; turns += 1) {
      await drawing.getByRole('img').waitFor();
      await expect.poll(() => widthOf(page, 'canvas'), PATIENCE).toBe(480);
      await page.keyboard.press('[');
      await drawing.waitFor({ state: 'detached' });
      await page.keyboard.press(']');
      await drawing.waitFor();
      await page.keyboard.press('[');
      await drawing.waitFor({ state: 'detached' });
      await page.keyboard.press(']');
    }
    expect(complaints).toEqual([]);
  });

  it('are a list alone for an office that may not read them: nothing is asked for, nothing fails', async () => {
    const { page, complaints } = await bench.openAs('ops', `/tasks/${await aFiling()}`);
    const desk = reviewDesk(page);
    const sheet = desk.papers.getByRole('region', { name: '考核方案', exact: true });
    await desk.papers.getByRole('button', { name: '考核方案', exact: true }).click();
    await sheet.getByText('您的岗位只能查看材料目录，不能查看内容。', { exact: true }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('stand beside list and case from 1,180 px, behind a button below it, and on a page of their own below 760 px', async () => {
    const { page } = await bench.openAs('dept.hr', `/tasks/${await aFiling()}`);
    const desk = reviewDesk(page);
    const list = page.getByRole('table', { name: '待办列表' });
    const article = page.getByRole('article');
    await desk.acts.waitFor();
    await page.setViewportSize({ width: 1180, height: 800 });
    const [left, middle, right] = [
      await list.boundingBox(),
      await article.boundingBox(),
      await desk.papers.boundingBox(),
    ];
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual((middle?.x ?? 0) + 1);
    expect((middle?.x ?? 0) + (middle?.width ?? 0)).toBeLessThanOrEqual((right?.x ?? 0) + 1);
    expect((right?.x ?? 0) + (right?.width ?? 0)).toBeLessThanOrEqual(1180);
    await page.setViewportSize({ width: 1000, height: 800 });
    await desk.papers.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '材料', exact: true }).click();
    await desk.papers.waitFor();
    await article.waitFor({ state: 'hidden' });
    await page.setViewportSize({ width: 740, height: 800 });
    expect(await list.isVisible()).toBe(false);
    await page.getByRole('button', { name: '此件', exact: true }).click();
    await article.waitFor();
    await desk.papers.waitFor({ state: 'hidden' });
  });
});
