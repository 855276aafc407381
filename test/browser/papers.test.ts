import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFilingWalks, idOf } from '../support/filing-walks.ts';
import { httpClient } from '../support/http-client.ts';
import { zipOf } from '../support/zip-writer.ts';
import { reviewDesk } from './pages/review-desk.ts';
import { violationsOf } from './support/axe.ts';
import { fail } from './support/list-states.ts';
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

const stream = (content: string, dictionary = '') =>
  `<<${dictionary}/Length ${content.length}>>stream\n${content}\nendstream`;

/** Of these objects, a character for each byte; the first is the catalogue. */
function pdfOf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, position) => {
    const at = text.length;
    text += `${position + 1} 0 obj${object}endobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer<</Root 1 0 R/Size ${size}>>`;
  return Buffer.from(`${text}${table}\nstartxref\n${text.length}\n%%EOF`, 'latin1');
}

/** One page of 300 × 400 points with a black square, drawn as often as asked. */
function pdf(squares = 1): Buffer {
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R>>',
    stream(SQUARE.repeat(squares)),
  ]);
}

/** A black square in JPEG 2000, as scanners write it. */
const SCANNED = Buffer.from(
  '/0//UQApAAAAAAAIAAAACAAAAAAAAAAAAAAACAAAAAgAAAAAAAAAAAABBwEB/1IADAAAAAEAAAQEAAH/XAAEQED/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjT/kAAKAAAAAAAWAAH/k9+AKBFQVKNv/9k=',
  'base64',
).toString('latin1');

/** Chinese words in a font that the file does not hold, a scanned page, and a page that is not there. */
const NAMING_MORE_THAN_IT_HOLDS = pdfOf([
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R 4 0 R 99 0 R]/Count 3/MediaBox[0 0 300 400]>>',
  '<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>',
  '<</Type/Page/Parent 2 0 R/Contents 9 0 R/Resources<</XObject<</I 10 0 R>>>>>>',
  stream('BT /F 48 Tf 20 200 Td <B2B9CCF9> Tj ET'),
  '<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[7 0 R]>>',
  '<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 8 0 R>>',
  '<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>',
  stream('q 200 0 0 200 20 20 cm /I Do Q'),
  stream(
    SCANNED,
    '/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/JPXDecode',
  ),
]);
const LETTER = zipOf({
  '[Content_Types].xml': '<Types/>',
  'word/document.xml':
    '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>考核方案第一条</w:t></w:r></w:p></w:body></w:document>',
});

interface Filed {
  readonly teachers?: Buffer;
  readonly materials?: Buffer;
  readonly assessment?: readonly [content: Buffer, name: string];
}

/** A class that was filed with a paper of each sort, and its task. */
async function aFiling({ teachers = PICTURE, materials = pdf(), assessment = [LETTER, '方案.docx'] }: Filed = {}) {
  const { office } = bench;
  const as = async (username: string) => httpClient(office.base, await office.tokenOf(username));
  const walks = await createFilingWalks({ ...office, as });
  const path = await walks.draft({ opensOn: '2025-07-07', endsOn: '2025-07-22' });
  const put = async (kind: string, content: Buffer | string, name: string) =>
    expect((await walks.school.upload('PUT', `${path}/documents/${kind}`, content, name)).status).toBe(200);
  await put('TEACHING_PLAN', '第一版的教学计划', '计划.txt');
  await put('TEACHING_PLAN', '第二版的教学计划', '计划.txt');
  await put('TEACHER_LIST', teachers, '师资.png');
  await put('MATERIALS_LIST', materials, '耗材.pdf');
  await put('ASSESSMENT_PLAN', ...assessment);
  await walks.complete(path);
  const { body } = await walks.dept.send('GET', `/api/v1/tasks?box=team&filingId=${idOf(path)}`);
  return String(body.items[0].id);
}

const widthOf = (page: Page, selector: string) =>
  page.evaluate(`document.querySelector('.sheet ${selector}')?.${selector === 'img' ? 'naturalWidth' : 'width'} ?? 0`);

/** How many dots of a drawn page are dark. */
const inkOf = (page: Page, position: number) =>
  page.evaluate<number>(`(() => {
    const canvas = document.querySelectorAll('.sheet canvas')[${position}];
    const dots = canvas?.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let dark = 0;
    for (let at = 0; at < dots.length; at += 4) dark += dots[at] < 128 && dots[at + 3] > 0 ? 1 : 0;
    return dark;
  })()`);

/** Where a part of the page begins and ends, from the left. */
async function edgesOf(part: Locator): Promise<readonly [number, number]> {
  const { x, width } = (await part.boundingBox()) ?? { x: Number.NaN, width: 0 };
  return [x, x + width];
}

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
    const papers = desk.papers.getByRole('group', { name: '材料' }).getByRole('button');
    await expect.poll(() => papers.count()).toBe(4);
    const labels = await papers.allInnerTexts();
    for (const label of labels) {
      await desk.papers.getByRole('button', { name: label, exact: true }).click();
      await shown(label).waitFor();
    }
    await desk.papers.getByRole('button', { name: labels[0] ?? '', exact: true }).click();
    await page.getByRole('heading', { name: '材料' }).click();
    const open = desk.papers.getByRole('button', { pressed: true });
    for (const next of labels.slice(1)) {
      await page.keyboard.press(']');
      await shown(next).waitFor();
      await expect.poll(() => open.first().innerText()).toBe(next);
    }
    await page.keyboard.press('[');
    await shown(labels.at(-2) ?? '').waitFor();
    await page.getByRole('button', { name: '下一份材料' }).click();
    await shown(labels.at(-1) ?? '').waitFor();
    // The two tables of the class stand behind the last paper.
    const turned = async (key: string, name: string) => {
      await page.keyboard.press(key);
      await desk.papers.getByRole('button', { name, exact: true, pressed: true }).waitFor();
    };
    await turned(']', '考勤');
    await turned(']', '考核结果');
    await turned('[', '考勤');
    await turned('[', labels.at(-1) ?? '');
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

  it('are drawn with the character maps and decoders that a PDF names and does not hold, from our own origin alone', async () => {
    const { page, complaints } = await bench.openAs(
      'dept.hr',
      `/tasks/${await aFiling({ materials: NAMING_MORE_THAN_IT_HOLDS })}`,
    );
    const desk = reviewDesk(page);
    const maps: string[] = [];
    page.on('response', (response) => maps.push(`${response.status()} ${new URL(response.url()).pathname}`));
    await desk.papers.getByRole('button', { name: '教材教学资源清单', exact: true }).click();
    const sheet = page.getByRole('region', { name: '教材教学资源清单', exact: true });
    await sheet.getByRole('img', { name: /第 1 \/ 3 页/ }).waitFor();
    await expect.poll(() => inkOf(page, 0), PATIENCE).toBeGreaterThan(0);
    await expect.poll(() => inkOf(page, 1), PATIENCE).toBeGreaterThan(0);
    expect(maps.some((one) => /^200 \/workbench\/assets\/pdf-[\d.]+\/cmaps\/GBK-EUC-H\.bcmap$/.test(one))).toBe(true);
    // A page that cannot be drawn is told, and the file can be saved.
    const alert = sheet.getByRole('alert').filter({ hasText: '第 3 页不能在此显示。' });
    await alert.getByRole('link', { name: '下载' }).waitFor();
    await expect.poll(() => sheet.getByRole('img').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('that cannot be shown say so and can be saved: a broken PDF, a broken picture, a text that is refused', async () => {
    const broken: Filed = {
      teachers: Buffer.concat([PICTURE.subarray(0, 8), Buffer.alloc(60, 'x')]),
      assessment: [Buffer.from('%PDF-1.4\nbroken'), '方案.pdf'],
    };
    const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${await aFiling(broken)}`, {}, (opened) =>
      opened.route('**/files/*/text', fail),
    );
    const desk = reviewDesk(page);
    const told = async (name: string) => {
      await desk.papers.getByRole('button', { name, exact: true }).click();
      const sheet = page.getByRole('region', { name, exact: true });
      await sheet.getByRole('alert').waitFor();
      const coming = page.waitForEvent('download');
      await sheet.getByRole('link', { name: '下载' }).click();
      return (await coming).suggestedFilename();
    };
    expect(await told('教学计划')).toBe('计划.txt');
    expect(await told('授课师资情况')).toBe('师资.png');
    expect(await told('考核方案')).toBe('方案.pdf');
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('are turned while a page is still being drawn: what was begun is let go, and nothing is thrown', async () => {
    const { page, complaints } = await bench.openAs('dept.hr', `/tasks/${await aFiling({ materials: pdf(100_000) })}`);
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
    await expect
      .poll(async () => {
        const [left, middle, right] = [await edgesOf(list), await edgesOf(article), await edgesOf(desk.papers)];
        return [left[1] <= middle[0] + 1, middle[1] <= right[0] + 1, right[1] <= 1180];
      })
      .toEqual([true, true, true]);
    await page.setViewportSize({ width: 1000, height: 800 });
    await desk.papers.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '材料', exact: true }).click();
    await desk.papers.waitFor();
    await article.waitFor({ state: 'hidden' });
    await expect.poll(desk.focused).toBe('此件');
    await page.setViewportSize({ width: 740, height: 800 });
    await list.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '此件', exact: true }).click();
    await article.waitFor();
    await desk.papers.waitFor({ state: 'hidden' });
  });
});
