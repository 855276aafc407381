import { Link } from 'wouter';
import type { Notice } from '../../api/resources/notices.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { Exports } from '../../parts/exports.tsx';
import { dayOf, timeOf, until, yuan, when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useLanguage } from '../../words/language.ts';
import { useNoticesWords } from '../../words/notices.ts';
import { NoticePreview } from './notice-preview.tsx';
import { TONES } from './tones.ts';

const SIDES = ['department', 'bureau'] as const;

export function NoticeBody({ notice }: { readonly notice: Notice }) {
  const words = useNoticesWords();
  return (
    <>
      <header className="record-head">
        <h1>
          {words.heading} <span className="mono">{notice.noticeNo}</span>
        </h1>
        <Mark tone={TONES[notice.state]}>{words.states[notice.state]}</Mark>
        <span className="quiet">{words.kinds[notice.kind]}</span>
      </header>
      <Facts notice={notice} />
      <Section title={words.sidesHeading}>
        <ul className="sides">
          {SIDES.map((side) => (
            <SideOf key={side} notice={notice} side={side} />
          ))}
        </ul>
      </Section>
      <NoticePreview notice={notice} />
      <ClaimsOf notice={notice} />
      <ItemsOf notice={notice} />
      <Section title={words.objections}>
        {notice.openObjections === 0 ? (
          <p className="quiet">{words.noObjection}</p>
        ) : (
          <p>
            <Mark tone="warn">{words.openObjections(notice.openObjections)}</Mark>{' '}
            <Link href={`/tasks?kind=objection&q=${notice.noticeNo}`}>{words.toObjections}</Link>
          </p>
        )}
      </Section>
    </>
  );
}

function Facts({ notice }: { readonly notice: Notice }) {
  const words = useNoticesWords();
  const { publishedAt, endsAt, reason } = notice;
  return (
    <dl className="facts">
      <Fact word={words.period}>
        {publishedAt === null || endsAt === null
          ? words.notYet
          : words.periodOf(`${dayOf(publishedAt)} ${timeOf(publishedAt)}`, until(endsAt))}
      </Fact>
      <Fact word={words.columns.claims}>
        <a href="#notice-claims">{notice.claimIds.length}</a>
      </Fact>
      <Fact word={words.columns.items}>
        <a href="#notice-items">{notice.items.length}</a>
      </Fact>
      {reason !== null && <Fact word={words.reason}>{reason === 'REPLACED' ? words.replaced : reason}</Fact>}
      {publishedAt !== null && (
        <Fact word={words.publicPageWord}>
          <a href={`/public/notices/${notice.id}`} target="_blank" rel="noreferrer">
            {words.publicPage}
          </a>
        </Fact>
      )}
    </dl>
  );
}

function SideOf({ notice, side }: { readonly notice: Notice; readonly side: (typeof SIDES)[number] }) {
  const words = useNoticesWords();
  const confirmation = notice.confirmations.find((one) => one.side === side);
  return (
    <li>
      <span aria-hidden="true">{confirmation === undefined ? '○' : '✓'}</span> <b>{words.sides[side]}</b>{' '}
      {confirmation === undefined
        ? words.waits
        : words.confirmed(
            [confirmation.displayName, confirmation.section].filter((one) => one !== null).join(' · '),
            when(confirmation.at),
          )}
    </li>
  );
}

function ClaimsOf({ notice }: { readonly notice: Notice }) {
  const words = useNoticesWords();
  return (
    <Section title={words.claimsHeading}>
      <DataTable
        id="notice-claims"
        label={words.claimsHeading}
        rows={notice.claims}
        keyOf={({ claimId }) => claimId}
        columns={useClaimColumns()}
      />
    </Section>
  );
}

function ItemsOf({ notice }: { readonly notice: Notice }) {
  const words = useNoticesWords();
  return (
    <Section title={words.itemsHeading}>
      <DataTable
        id="notice-items"
        label={words.itemsHeading}
        rows={notice.items}
        keyOf={(item) => String(item.itemNo)}
        columns={useItemColumns(notice.kind)}
      />
      <div className="foot">
        <Exports path={`/api/v1/notices/${notice.id}/items`} />
      </div>
    </Section>
  );
}

function useClaimColumns(): readonly Column<Notice['claims'][number]>[] {
  const words = useNoticesWords();
  const language = useLanguage();
  return columnsOf(words.claimColumns, {
    no: ({ claimId, claimNo }) => <Link href={`/claims/${claimId}`}>{claimNo}</Link>,
    applicant: ['text', ({ applicant, payee }) => applicant ?? payee],
    course: [
      'text',
      ({ routeName, occupation }) => [routeName[language], occupation?.name].filter(Boolean).join(' · '),
    ],
    headcount: ['num', ({ headcount }) => headcount],
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    state: ({ state }) => words.claimStates[state],
  });
}

function useItemColumns(kind: Notice['kind']): readonly Column<Notice['items'][number]>[] {
  const { no, name, idNumber, holder, amount } = useNoticesWords().itemColumns;
  return columnsOf(
    { no, name, whose: kind === 'grant' ? holder : idNumber, amount },
    {
      no: ({ itemNo }) => itemNo,
      name: (item) => item.name,
      whose: (item) => ('idNumber' in item ? <Masked value={item.idNumber} /> : item.holder),
      amount: ['num', ({ amountFen }) => yuan(amountFen)],
    },
  );
}
