import type { NoticePages, PublicNotice } from '../../api/notice/notice-ports.ts';
import type { NoticeClaimFacts, NoticeItemDetail, NoticePageItem } from '../../domain/notice/notice-page.ts';
import { GRANT_WORDS, grantTable } from './grant-items.ts';
import { html, type Html } from './html.ts';
import { OBJECTION_WORDS, objectionForm, objectionPage, objectionTitle } from './objection-form.ts';
import { SHEET_STYLES } from './sheet-page.ts';
import { FRAME_WORDS, pageFrame, STYLESHEET } from './page-frame.ts';
import { noticeListPage } from './notice-list-page.ts';
import { NOTICE_WORDS as WORDS, organsOf, type NamesOfNotices, type Shown } from './notice-words.ts';
import { localTime, word, wordsOfCodes, yuan, type PageLanguage } from './words.ts';

/** The pages on which the public reads notices: GOV.UK patterns, no JavaScript (R-095, R-096). */
export function noticePages(mode: 'practice' | 'live', names: NamesOfNotices): NoticePages {
  const isPractice = mode === 'practice';
  const shown = { isPractice, ...names };
  return {
    list: (view, language) => noticeListPage(view, { ...shown, language }),
    one: (notice, language, formKey) => noticePage(notice, { ...shown, language }, formKey),
    objection: (view, language) => objectionPage(view, language, isPractice),
    publicTexts: (notice) => publicTextsOf(notice, shown),
    stylesheet: () => STYLESHEET + SHEET_STYLES,
  };
}

/** Words of the page, and names in it that no person bears: of organs, places, routes and listed occupations. */
function publicTextsOf(
  { organs, claims, items, grants = [] }: PublicNotice,
  { organWord, placeWord, occupationName }: NamesOfNotices,
): readonly string[] {
  const words = [
    ...Object.values(WORDS),
    ...wordsOfCodes(),
    ...FRAME_WORDS,
    ...GRANT_WORDS,
    ...OBJECTION_WORDS,
    ...organs.map(organWord),
    ...grants.map(({ city }) => placeWord(city)),
  ];
  const codes = [
    ...claims.flatMap(({ occupation }) => occupation?.code ?? []),
    ...items.flatMap(({ detail }) => detail?.occupation ?? []),
  ];
  return [...words, ...claims.map(({ routeName }) => routeName)]
    .flatMap(({ zh, en }) => [zh, en])
    .concat(codes.flatMap((code) => occupationName(code) ?? []));
}

function noticePage(notice: PublicNotice, shown: Shown, formKey: string | undefined): string {
  const { language, isPractice, organWord } = shown;
  const say = (key: keyof typeof WORDS) => WORDS[key][language];
  const isOver = notice.state === 'published' && notice.personsLeftAt !== null;
  const [state, text] = {
    published: ['objection', say(new Set(notice.organs).size === 1 ? 'objectionToOne' : 'objection')],
    closed: ['closed', say('closed')],
    superseded: ['superseded', say('superseded')],
  }[isOver ? 'closed' : notice.state];
  const main = html`<h1>${say('title')} ${notice.noticeNo}</h1>
    <p><span class="tag">${word(notice.state, language)}</span></p>
    <dl>
      <dt>${say('organs')}</dt>
      <dd>${organsOf(notice.organs, organWord, language)}</dd>
      <dt>${say('publishedAt')}</dt>
      <dd>${notice.publishedAt === null ? '' : localTime(notice.publishedAt)}</dd>
      <dt>${say('endsAt')}</dt>
      <dd>${notice.endsOn ?? ''} 24:00</dd>
    </dl>
    <div class="inset" id="${state ?? ''}">
      <p>${text ?? ''}</p>
    </div>
    ${notice.personsLeftAt === null ? null : html`<p class="inset" id="persons-left">${say('personsLeft')}</p> `}
    ${notice.claims.map((claim) => claimSection(claim, notice, shown))}
    ${notice.grants === undefined ? null : grantTable(notice.grants, shown)}
    ${state === 'objection' ? objectionPart(notice.noticeId, formKey, language) : null}
    <h2>${say('hash')}</h2>
    <p class="mono">${notice.pageHash ?? ''}</p>
    <p>${say('policy')} <span class="mono">${notice.policyVersion}</span></p>`;
  return pageFrame({ title: notice.noticeNo, language, isPractice, main });
}

function objectionPart(noticeId: string, formKey: string | undefined, language: PageLanguage): Html {
  return html`<section id="object">
    <h2>${objectionTitle(language)}</h2>
    ${objectionForm({ noticeId, formKey, values: {}, errors: [] }, language)}
  </section>`;
}

function claimSection(claim: NoticeClaimFacts, notice: PublicNotice, shown: Shown): Html {
  const { language } = shown;
  const say = (key: keyof typeof WORDS) => WORDS[key][language];
  return html`<section>
    <h2>${claim.applicant ?? claim.payee ?? claim.claimNo}</h2>
    <dl>
      ${payeeFacts(claim, language)}
      <dt>${say('claimNo')}</dt>
      <dd>${claim.claimNo}</dd>
      <dt>${say('kind')}</dt>
      <dd>${claim.routeName[language]} · ${word(claim.purpose, language)}</dd>
      ${claim.occupation === null ? null : classFacts(claim, language)}
      <dt>${say('people')}</dt>
      <dd>${claim.headcount}</dd>
      <dt>${say('amount')}</dt>
      <dd>${yuan(claim.amountFen)}</dd>
      ${
        claim.advanceFen === undefined
          ? null
          : html`<dt>${say('advance')}</dt>
              <dd>${yuan(claim.advanceFen)}</dd> `
      }
      <dt>${say('fund')}</dt>
      <dd>${fundsOf(claim, language)}</dd>
    </dl>
    ${notice.personsLeftAt === null ? itemTable(ownItems(claim, notice), shown) : null}
  </section> `;
}

function ownItems({ claimNo }: NoticeClaimFacts, { items }: PublicNotice): readonly NoticePageItem[] {
  return items.filter((item) => item.claimNo === claimNo);
}

function itemTable(own: readonly NoticePageItem[], shown: Shown): Html {
  const say = (key: keyof typeof WORDS) => WORDS[key][shown.language];
  const hasDetail = own.some((item) => item.detail !== undefined);
  const rows = own.map(
    (item) =>
      html`<tr>
        <th scope="row">${item.itemNo}</th>
        <td>${own.length === 1 && item.name === '***' && item.idNumber === '' ? say('nameless') : item.name}</td>
        <td class="mono">${item.idNumber}</td>
        ${hasDetail ? html`<td>${detailText(item.detail, shown)}</td> ` : null}
        <td class="number">${yuan(item.amountFen)}</td>
      </tr> `,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say('list')}">
    <table>
      <caption>
        ${say('list')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('item')}</th>
          <th scope="col">${say('name')}</th>
          <th scope="col">${say('idNumber')}</th>
          ${hasDetail ? html`<th scope="col">${say('about')}</th> ` : null}
          <th scope="col" class="number">${say('amount')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div> `;
}

/** The payee; an allowance always goes to its person. An applying body is shown beside directly paid persons. */
function payeeFacts({ applicant, payee, payeeWord, funds = [] }: NoticeClaimFacts, language: PageLanguage): Html {
  const hasAllowance = funds.some(({ purpose }) => purpose === 'allowance');
  return payeeWord === undefined
    ? html`<dt>${WORDS.payee[language]}</dt>
        <dd>${payee ?? ''}${hasAllowance ? WORDS.allowancePayees[language] : ''}</dd> `
    : html`${
          applicant === undefined
            ? null
            : html`<dt>${WORDS.applicant[language]}</dt>
                <dd>${applicant}</dd> `
        }
        <dt>${WORDS.payees[language]}</dt>
        <dd>${payeeWord[language]}</dd> `;
}

/** The facts common to a whole class; other claims show them per item. */
function classFacts(claim: NoticeClaimFacts, language: PageLanguage): Html {
  const level = claim.skillLevel === null ? '' : word(claim.skillLevel, language);
  return html`<dt>${WORDS.occupation[language]}</dt>
    <dd>${claim.occupation?.name ?? ''} ${level}</dd>
    <dt>${WORDS.hours[language]}</dt>
    <dd>${claim.classHours ?? ''}</dd>
    <dt>${WORDS.days[language]}</dt>
    <dd>${claim.opensOn ?? ''} – ${claim.endsOn ?? ''}</dd> `;
}

/** A claim of two purposes shows the amount from each fund (T-08). */
function fundsOf({ fund, funds }: NoticeClaimFacts, language: PageLanguage): string {
  return funds === undefined
    ? word(fund, language)
    : funds
        .map((one) => `${word(one.purpose, language)}: ${word(one.fund, language)} ${yuan(one.amountFen)}`)
        .join('; ');
}

function detailText(detail: NoticeItemDetail | undefined, { language, occupationName }: Shown): string {
  const { title, occupation, skillLevel, month, allowanceFen } = detail ?? {};
  const allowance = allowanceFen === undefined ? undefined : `${word('allowance', language)} ${yuan(allowanceFen)}`;
  const level = skillLevel === undefined ? undefined : word(skillLevel, language);
  const trade =
    occupation === undefined ? undefined : [occupationName(occupation), occupation].filter(Boolean).join(' ');
  return [title, trade, level, month, allowance].filter((part) => part !== undefined).join(' · ');
}
