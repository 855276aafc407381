import { Link } from 'wouter';
import type { IntegrityCase } from '../../api/resources/cases.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useCasesWords } from '../../words/cases.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { TONES } from './case-list.tsx';

export function CaseBody({ of }: { readonly of: IntegrityCase }) {
  const words = useCasesWords();
  const { facts } = words;
  return (
    <>
      <header className="record-head">
        <h1>
          {words.one} {of.party.name}
        </h1>
        <Mark tone={TONES[of.state]}>{words.states[of.state]}</Mark>
        <span>{words.findings[of.finding]}</span>
        {of.suspectedCrime && <Mark tone="bad">{words.columns.crime}</Mark>}
      </header>
      <dl className="facts">
        <Fact word={facts.openedBy}>{words.by(of.openedBy.displayName, when(of.openedAt))}</Fact>
        {of.filingId !== null && (
          <Fact word={facts.filing}>
            <ScreenLink href={`/filings/${of.filingId}`} otherwise={of.filingNo}>
              {of.filingNo}
            </ScreenLink>
          </Fact>
        )}
        {of.outcome !== null && <Fact word={words.outcome}>{of.outcomeLabel}</Fact>}
        {of.transferDocumentNo !== null && <Fact word={facts.document}>{of.transferDocumentNo}</Fact>}
        {of.closingAskedBy !== null && of.closingAskedAt !== null && (
          <Fact word={facts.asked}>{words.by(of.closingAskedBy.displayName, when(of.closingAskedAt))}</Fact>
        )}
        {of.closedBy !== null && of.closedAt !== null && (
          <Fact word={facts.closedBy}>{words.by(of.closedBy.displayName, when(of.closedAt))}</Fact>
        )}
      </dl>
      <Section title={facts.note}>
        <p>{of.note}</p>
        {of.closingReason !== null && (
          <p>
            {facts.reason}: {of.closingReason}
          </p>
        )}
      </Section>
      <Held of={of} />
    </>
  );
}

function Held({ of }: { readonly of: IntegrityCase }) {
  const words = useCasesWords();
  const columns = useHeldColumns();
  return (
    <>
      <Section title={words.claims}>
        {of.claims.length === 0 ? (
          <p className="quiet">{words.noClaim}</p>
        ) : (
          <DataTable label={words.claims} rows={of.claims} keyOf={({ holdId }) => holdId} columns={columns} />
        )}
      </Section>
      <Section title={words.grants}>
        {of.grants.length === 0 && <p className="quiet">{words.noGrant}</p>}
        <ul>
          {of.grants.map((grant) => (
            <li key={grant.grantId}>
              <ScreenLink href={`/grants/${grant.grantId}`} otherwise={grant.grantNo}>
                {grant.grantNo}
              </ScreenLink>{' '}
              {grant.suspended && <Mark tone="warn">{words.suspended}</Mark>}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function useHeldColumns(): readonly Column<IntegrityCase['claims'][number]>[] {
  const words = useCasesWords();
  const { none, claimStates } = useRecordWords();
  return columnsOf(words.claimColumns, {
    no: ({ claimId, claimNo }) => <Link href={`/claims/${claimId}`}>{claimNo}</Link>,
    state: ({ state }) => wordOf(claimStates, state),
    held: ({ heldAt }) => (heldAt === null ? none : when(heldAt)),
    released: ({ releasedAt }) => (releasedAt === null ? none : when(releasedAt)),
  });
}
