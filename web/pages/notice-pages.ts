import type { NoticePages, PublicNotice } from '../../api/notice/notice-ports.ts';
import type { NoticeClaimFacts, NoticeItemDetail, NoticePageItem } from '../../domain/notice/notice-page.ts';
import { auditRootPart } from './audit-root-part.ts';
import { grantTable } from './grant-items.ts';
import { html, type Html } from './html.ts';
import { pageFrame, STYLESHEET } from './page-frame.ts';
import { localTime, word, yuan, type PageLanguage, type Word } from './words.ts';

/** The pages on which the public reads notices: GOV.UK patterns, no JavaScript (R-095, R-096). */
export function noticePages(
  mode: 'practice' | 'live',
  organWord: OrganWord,
  occupationName: OccupationName,
): NoticePages {
  const isPractice = mode === 'practice';
  const shown = { isPractice, organWord, occupationName };
  return {
    list: (view, language) => noticeListPage(view, { ...shown, language }),
    one: (notice, language) => noticePage(notice, { ...shown, language }),
    stylesheet: () => STYLESHEET,
  };
}

/** The name of an organ. */
type OrganWord = (code: string) => Word;

/** The name of an occupation in a directory, if one lists it. */
type OccupationName = (code: string) => string | undefined;

interface Shown {
  readonly occupationName: OccupationName;
  readonly organWord: OrganWord;
  readonly language: PageLanguage;
  readonly isPractice: boolean;
}

const WORDS = {
  title: { zh: '培训补贴公示', en: 'Public notices of training subsidies' },
  none: { zh: '目前没有公示。', en: 'There is no notice at present.' },
  next: { zh: '下一页', en: 'Next page' },
  no: { zh: '公示编号', en: 'Notice' },
  state: { zh: '状态', en: 'State' },
  publishedAt: { zh: '公示日期', en: 'Published' },
  endsAt: { zh: '截止时间', en: 'Ends' },
  people: { zh: '人数', en: 'People' },
  organs: { zh: '公示单位', en: 'Published by' },
  applicant: { zh: '申报单位', en: 'Applicant' },
  payee: { zh: '收款单位', en: 'Payee' },
  payees: { zh: '收款人', en: 'Payee' },
  allowancePayees: { zh: '；生活费补贴：本人（见名单）', en: '; the living allowance: each person, see the list' },
  claimNo: { zh: '申领编号', en: 'Claim' },
  kind: { zh: '补贴种类', en: 'Subsidy' },
  occupation: { zh: '职业（工种）和等级', en: 'Occupation and level' },
  hours: { zh: '课时', en: 'Class hours' },
  days: { zh: '培训时间', en: 'Training days' },
  amount: { zh: '金额（元）', en: 'Amount (CNY)' },
  fund: { zh: '资金来源', en: 'Fund' },
  advance: { zh: '其中已预支（元）', en: 'Of it paid in advance (CNY)' },
  about: { zh: '说明', en: 'For' },
  nameless: { zh: '按规定不公开人员名单。', en: 'The rules ask that no names are listed.' },
  item: { zh: '序号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '证件号码', en: 'ID number' },
  list: { zh: '人员名单', en: 'List of names' },
  hash: { zh: '内容校验值（SHA-256）', en: 'Digest of the content (SHA-256)' },
  policy: { zh: '政策快照', en: 'Policy snapshot' },
  personsLeft: {
    zh: '公示期和异议期已满，人员名单已从本页撤下；人数、金额和校验值仍为发布时的内容。',
    en: 'The period and the time for objections are over, so the list of persons has left this page; counts, amounts and the digest are those of the notice as it was published.',
  },
  superseded: {
    zh: '本公示已撤回，以重新发布的公示为准。',
    en: 'This notice was withdrawn; a later one takes its place.',
  },
  closed: { zh: '公示期已满，不再受理新的异议。', en: 'The period is over; no new objection is taken.' },
  objection: {
    zh: '任何人如有异议，请在截止时间前向上述任一公示单位提出，写明公示编号和序号；可以不署名。受理后将给予回执编号。',
    en: 'Anybody may object before the end, to either of the bodies named above, saying the notice and the number in the list; a name is not needed. A receipt number is given.',
  },
  objectionToOne: {
    zh: '任何人如有异议，请在截止时间前向上述公示单位提出，写明公示编号和序号；可以不署名。受理后将给予回执编号。',
    en: 'Anybody may object before the end, to the body named above, saying the notice and the number in the list; a name is not needed. A receipt number is given.',
  },
  objectionOnline: {
    zh: '网上提出：将序号 itemNo 和理由 statement（可附 name、contact）以 JSON 格式 POST 至',
    en: 'Online: POST as JSON the number in the list (itemNo) and the statement (statement; name and contact if you wish) to',
  },
} as const satisfies Readonly<Record<string, Word>>;

function noticeListPage(view: Parameters<NoticePages['list']>[0], { language, isPractice, organWord }: Shown): string {
  const say = (key: keyof typeof WORDS) => WORDS[key][language];
  const rows = view.notices.map(
    (notice) =>
      html`<tr>
        <th scope="row"><a href="/public/notices/${notice.noticeId}">${notice.noticeNo}</a></th>
        <td>${organsOf(notice.organs, organWord, language)}</td>
        <td><span class="tag">${word(notice.state, language)}</span></td>
        <td>${localTime(notice.publishedAt)}</td>
        <td>${localTime(notice.endsAt)}</td>
        <td class="number">${notice.items}</td>
      </tr> `,
  );
  const table = html`<div class="scroll">
    <table>
      <caption>
        ${say('title')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${say('no')}</th>
          <th scope="col">${say('organs')}</th>
          <th scope="col">${say('state')}</th>
          <th scope="col">${say('publishedAt')}</th>
          <th scope="col">${say('endsAt')}</th>
          <th scope="col" class="number">${say('people')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
  const next =
    view.nextCursor === null
      ? null
      : html`<p>
          <a href="/public/notices?cursor=${encodeURIComponent(view.nextCursor)}" rel="next">${say('next')}</a>
        </p>`;
  const main = html`<h1>${say('title')}</h1>
    ${view.notices.length === 0 ? html`<p>${say('none')}</p>` : table} ${next}
    ${auditRootPart(view.auditRoot, language)}`;
  return pageFrame({ title: say('title'), language, isPractice, main });
}

function noticePage(notice: PublicNotice, shown: Shown): string {
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
      ${
        state === 'objection'
          ? html`<p>
              ${say('objectionOnline')} <span class="mono">/public/notices/${notice.noticeId}/objections</span>
            </p> `
          : null
      }
    </div>
    ${notice.personsLeftAt === null ? null : html`<p class="inset" id="persons-left">${say('personsLeft')}</p> `}
    ${notice.claims.map((claim) => claimSection(claim, notice, shown))}
    ${notice.grants === undefined ? null : grantTable(notice.grants, language)}
    <h2>${say('hash')}</h2>
    <p class="mono">${notice.pageHash ?? ''}</p>
    <p>${say('policy')} <span class="mono">${notice.policyVersion}</span></p>`;
  return pageFrame({ title: notice.noticeNo, language, isPractice, main });
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
  return html`<div class="scroll">
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

/** If the HR bureau is both sides, it is shown once. */
function organsOf(organs: readonly string[], organWord: OrganWord, language: PageLanguage): string {
  return [...new Set(organs)].map((organ) => organWord(organ)[language]).join(language === 'zh' ? '、' : ', ');
}
