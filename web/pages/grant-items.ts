import type { NoticeGrantItem } from '../../domain/notice/notice-page.ts';
import { html, type Html } from './html.ts';
import type { Shown } from './notice-words.ts';
import { yuan, type Word } from './words.ts';

const WORDS = {
  list: { zh: '拟认定名单', en: 'Proposed for designation' },
  item: { zh: '序号', en: 'No.' },
  name: { zh: '名称', en: 'Name' },
  holder: { zh: '申报单位', en: 'Applicant' },
  city: { zh: '所在地', en: 'Place' },
  amount: { zh: '资助金额', en: 'Grant' },
} as const;

export const GRANT_WORDS: readonly Word[] = Object.values(WORDS);

/** The applications of a proposal: bodies and amounts, no person. */
export function grantTable(
  items: readonly NoticeGrantItem[],
  { language, placeWord }: Pick<Shown, 'language' | 'placeWord'>,
): Html {
  const say = (key: keyof typeof WORDS) => WORDS[key][language];
  const rows = items.map(
    (item) =>
      html`<tr>
        <th scope="row">${item.itemNo}</th>
        <td>${item.name}</td>
        <td>${item.holder}</td>
        <td>${placeWord(item.city)[language]}</td>
        <td class="number">${yuan(item.amountFen)}</td>
      </tr> `,
  );
  const heads = (['item', 'name', 'holder', 'city'] as const).map((key) => html`<th scope="col">${say(key)}</th> `);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say('list')}">
    <table>
      <caption>
        ${say('list')}
      </caption>
      <thead>
        <tr>
          ${heads}
          <th scope="col" class="number">${say('amount')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div> `;
}
