import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import { filingQuery, type ClassFiling } from '../../api/resources/filings.ts';
import { BesidePapers } from '../../case/beside.tsx';
import { useEscape } from '../../keys/esc-stack.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useFilingsWords } from '../../words/filings.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { FilingActs } from './filing-acts.tsx';
import { Attendance, Papers, Results, Roster } from './filing-lists.tsx';
import { TONES } from './tones.ts';
import { FilingHistory, FilingWhy } from './filing-course.tsx';
import { Visits } from './visits.tsx';
import '../../parts/records.css';

/** One class: what it is, its people and papers, its visits, and what may be done. */
export function FilingRecord({ filingId }: { readonly filingId: string }) {
  const words = useFilingsWords();
  const { back } = useRecordWords();
  const filing = useQuery(filingQuery(filingId));
  const [, go] = useLocation();
  useEscape(() => go('/filings'), { leavesFields: true });
  return (
    <BesidePapers owner={{ of: 'filing', id: filingId }}>
      <Link href="/filings" className="back">
        {back}
      </Link>
      <AskedOnce
        isPage
        what={words.what}
        data={filing.data}
        fault={faultOf(filing.error)}
        onRetry={() => void filing.refetch()}
      >
        {(found) => (
          <>
            <Head filing={found} />
            <FilingWhy filingId={found.id} />
            <Facts filing={found} />
            <Warnings filing={found} />
            <Visits filingId={found.id} />
            <Claims filing={found} />
            <Papers filingId={found.id} />
            <Roster filing={found} />
            <Attendance filingId={found.id} />
            <Results filingId={found.id} />
            <FilingHistory filingId={found.id} />
            <FilingActs filing={found} />
          </>
        )}
      </AskedOnce>
    </BesidePapers>
  );
}

interface OfFiling {
  readonly filing: ClassFiling;
}

function Head({ filing }: OfFiling) {
  const words = useFilingsWords();
  const { levels } = useRecordWords();
  return (
    <header className="record-head">
      <h1>
        {filing.occupation.name} {levels[filing.skillLevel]}{' '}
        <span className="mono">{filing.filingNo ?? filing.id}</span>
      </h1>
      <Mark tone={TONES[filing.state]}>{words.states[filing.state]}</Mark>
      <span>{filing.applicant.name}</span>
    </header>
  );
}

function Facts({ filing }: OfFiling) {
  const words = useFilingsWords();
  const organs = useOrganWords();
  const { organ } = useRecordWords();
  const { responsibleDepartment: department, payeeAccount: payee } = filing;
  const dates = [
    [words.facts.accepted, filing.acceptedAt === null ? null : when(filing.acceptedAt)],
    [words.facts.assessmentDue, filing.assessmentDueOn],
    [words.facts.claimUntil, filing.claimWindowEndsOn],
  ] as const;
  return (
    <dl className="facts">
      <Fact word={words.columns.runs}>{words.runs(filing.opensOn, filing.endsOn)}</Fact>
      <Fact word={words.facts.hours}>{filing.classHours}</Fact>
      <Fact word={words.columns.people}>
        <a href="#roster">{filing.rosterCount}</a>
      </Fact>
      <Fact word={words.facts.mode}>{words.modes[filing.deliveryMode]}</Fact>
      <Fact word={words.facts.location}>{filing.location}</Fact>
      <Fact word={words.facts.certificate}>{words.certificates[filing.certificateKind]}</Fact>
      <Fact word={words.facts.planLine}>{filing.planLineName ?? words.facts.noPlan}</Fact>
      {department !== null && <Fact word={organ}>{organs[department.organ]}</Fact>}
      <Fact word={words.facts.round}>{filing.round}</Fact>
      {dates.map(
        ([word, day]) =>
          day !== null && (
            <Fact key={word} word={word}>
              {day}
            </Fact>
          ),
      )}
      {payee !== null && (
        <Fact word={words.facts.payee}>
          {payee.holder} {payee.bank} <Masked value={payee.number} />
        </Fact>
      )}
    </dl>
  );
}

function Warnings({ filing }: OfFiling) {
  const words = useFilingsWords();
  return filing.warnings.length === 0 ? null : (
    <Section title={words.warnings}>
      <ul>
        {filing.warnings.map(({ code, rule, detail }) => (
          <li key={code}>
            {detail} <span className="rule">{rule}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Claims({ filing }: OfFiling) {
  const words = useFilingsWords();
  const columns = useClaimColumns();
  return (
    <Section title={words.claims}>
      {filing.claims.length === 0 ? (
        <p className="quiet">{words.noClaims}</p>
      ) : (
        <DataTable label={words.claims} rows={filing.claims} keyOf={({ id }) => id} columns={columns} />
      )}
    </Section>
  );
}

function useClaimColumns(): readonly Column<ClassFiling['claims'][number]>[] {
  const words = useFilingsWords();
  const { claimStates } = useRecordWords();
  return columnsOf(words.claimColumns, {
    no: ({ id, claimNo }) => <Link href={`/claims/${id}`}>{claimNo}</Link>,
    kind: ({ kind }) => words.claimKinds[kind],
    state: ({ state }) => wordOf(claimStates, state),
    instalment: ['num', ({ instalment }) => instalment],
  });
}
