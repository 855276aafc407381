import type { PrintedSheet, SheetPage, SheetTable } from '../../api/kernel/sheet.ts';
import { html, type Html } from './html.ts';
import { practiceBanner } from './page-frame.ts';
import { localTime, type PageLanguage, type Word } from './words.ts';

const WORDS = {
  number: { zh: '编号', en: 'No.' },
  figures: { zh: '小写', en: 'in figures' },
  capitals: { zh: '大写', en: 'in capitals' },
  printed: { zh: '打印', en: 'Printed' },
  asOf: { zh: '数据截至', en: 'as of' },
  sign: { zh: '签字：', en: 'Signature:' },
  seal: { zh: '（盖章）', en: '(seal)' },
  date: { zh: '年　　月　　日', en: 'Date:' },
  opinions: { zh: '签批', en: 'Signatures' },
} as const satisfies Readonly<Record<string, Word>>;

/** A4 sheets: no script, one stylesheet of our own; the browser that prints them counts the pages. */
export function sheetPage(mode: 'practice' | 'live'): SheetPage {
  return (sheet, language) => documentOf(sheet, language, mode === 'practice');
}

function documentOf(sheet: PrintedSheet, language: PageLanguage, isPractice: boolean): string {
  const page = html`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${sheet.title[language]} ${sheet.number}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="/public/pages.css" />
    </head>
    <body class="sheet ${pageName(language, isPractice)}">
      ${isPractice ? html`<header>${practiceBanner(language)}</header>` : null}
      <main>
        <h1>${sheet.title[language]}</h1>
        <p class="sheet-no">${WORDS.number[language]} ${sheet.number}</p>
        ${factsTable(sheet, language)} ${sheet.tables.map((table) => tableOf(table, language))}
        ${signatures(sheet, language)}
      </main>
      <footer class="printed">
        ${WORDS.printed[language]}: ${sheet.printedBy} · ${WORDS.asOf[language]}
        ${localTime(sheet.printedAt.toISOString())}
      </footer>
    </body>
  </html> `;
  return `<!DOCTYPE html>\n${page.markup}`;
}

function factsTable({ facts, amount, amountText, capitals }: PrintedSheet, language: PageLanguage): Html {
  const rows = facts.map(
    ([label, value]) =>
      html`<tr>
        <th scope="row">${label[language]}</th>
        <td>${value}</td>
      </tr> `,
  );
  return html`<table class="facts">
    <tbody>
      ${rows}
      <tr>
        <th scope="row">${amount.label[language]}</th>
        <td>
          ${WORDS.figures[language]} <strong>¥${amountText}</strong>　${WORDS.capitals[language]}
          <strong lang="zh-CN">${capitals}</strong>
        </td>
      </tr>
    </tbody>
  </table> `;
}

function tableOf({ caption, columns, rows }: SheetTable, language: PageLanguage): Html {
  const isNumber = (position: number) => columns[position]?.isNumber === true;
  const heads = columns.map(
    ({ header, isNumber: right }) =>
      html`<th scope="col" ${right === true ? html`class="number"` : null}>${header[language]}</th> `,
  );
  const body = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell, position) => html`<td ${isNumber(position) ? html`class="number"` : null}>${cell}</td> `)}
      </tr> `,
  );
  return html`<table class="list">
    <caption>
      ${caption[language]}
    </caption>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table> `;
}

function signatures({ signatures: signers }: PrintedSheet, language: PageLanguage): Html {
  const boxes = signers.map(
    (signer) =>
      html`<div class="signature">
        <h3>${signer[language]}</h3>
        <p>${WORDS.sign[language]}</p>
        <p class="seal">${WORDS.seal[language]} ${WORDS.date[language]}</p>
      </div> `,
  );
  return html`<section class="signatures">
    <h2>${WORDS.opinions[language]}</h2>
    <div class="boxes">${boxes}</div>
  </section> `;
}

const PRACTICE_MARK = {
  zh: '练习环境：虚构数据，不产生任何支付',
  en: 'Practice: all data is made up, nothing is paid',
} as const;

const COUNT = {
  zh: '"第 " counter(page) " 页 / 共 " counter(pages) " 页"',
  en: '"Page " counter(page) " of " counter(pages)',
} as const;

/** One named page per language and mode, because a page's margin has no language of its own. */
function pageRule(language: PageLanguage, isPractice: boolean): string {
  const mark = isPractice ? ` @top-center { content: "${PRACTICE_MARK[language]}"; font-weight: 700; }` : '';
  const name = pageName(language, isPractice);
  const count = `@bottom-center { content: ${COUNT[language]}; font-size: 9pt; }`;
  return `@page ${name} { size: A4; margin: 18mm 15mm 18mm; ${count}${mark} }\n.sheet.${name} { page: ${name}; }`;
}

function pageName(language: PageLanguage, isPractice: boolean): string {
  return `${language}-${isPractice ? 'practice' : 'live'}`;
}

const PAGE_RULES = (['zh', 'en'] as const)
  .flatMap((language) => [pageRule(language, true), pageRule(language, false)])
  .join('\n');

export const SHEET_STYLES = `${PAGE_RULES}
.sheet { font-size: 11pt; line-height: 1.4; }
.sheet main { max-width: 180mm; }
.sheet h1 { font-size: 18pt; text-align: center; margin: 0.5rem 0; }
.sheet h2 { font-size: 12pt; margin: 1rem 0 0.5rem; }
.sheet h3 { font-size: 11pt; margin: 0; }
.sheet-no { text-align: right; margin: 0 0 0.5rem; }
.sheet table { margin-bottom: 0.75rem; }
.sheet th, .sheet td { padding: 0.2rem 0.4rem; border: 1px solid #0b0c0c; overflow-wrap: anywhere; }
.sheet .number { white-space: normal; }
.sheet .facts th { width: 32mm; }
.sheet tr, .signature { break-inside: avoid; }
.boxes { display: flex; flex-wrap: wrap; }
.signature { flex: 1 1 50mm; min-height: 32mm; padding: 0.4rem; border: 1px solid #0b0c0c; }
.signature .seal { margin-top: 12mm; text-align: right; }
.printed { max-width: 180mm; margin: 0 auto; padding: 0.5rem 1rem; color: #505a5f; font-size: 9pt; }
@media print { .sheet header { display: none; } .sheet main, .printed { max-width: none; padding: 0; } }
`;
