import type { Grant } from '../../api/resources/grants.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useGrantsWords } from '../../words/grants.ts';
import { useRecordWords } from '../../words/records.ts';

type Instalment = Grant['instalments'][number];
const BP_OF_PERCENT = 100;

export function Instalments({ grant }: { readonly grant: Grant }) {
  const words = useGrantsWords();
  const columns = useColumns();
  return (
    <Section title={words.instalments}>
      <DataTable
        id="instalments"
        label={words.instalments}
        rows={grant.instalments}
        keyOf={({ no }) => String(no)}
        columns={columns}
      />
    </Section>
  );
}

function useColumns(): readonly Column<Instalment>[] {
  const words = useGrantsWords();
  const { none } = useRecordWords();
  const of = words.instalmentColumns;
  return [
    { key: 'no', head: of.no, cell: ({ no }) => words.instalment(no) },
    { key: 'share', head: of.share, kind: 'num', cell: ({ shareBp }) => words.percent(shareBp / BP_OF_PERCENT) },
    { key: 'amount', head: of.amount, kind: 'num', cell: ({ amountFen }) => yuan(amountFen) },
    { key: 'event', head: of.event, cell: ({ dueEvent }) => words.dueEvents[dueEvent] },
    { key: 'state', head: of.state, cell: ({ state }) => <Mark tone="plain">{words.instalmentStates[state]}</Mark> },
    { key: 'settled', head: of.settled, cell: ({ settledOn }) => settledOn ?? none },
  ];
}

export function Agreement({ grant: { agreement, acceptance } }: { readonly grant: Grant }) {
  const words = useGrantsWords();
  return (
    <Section title={words.agreement}>
      <dl className="facts">
        {agreement !== null && (
          <>
            {agreement.agreementNo !== null && <Fact word={words.agreementNo}>{agreement.agreementNo}</Fact>}
            {agreement.signedByHolderAt !== null && (
              <Fact word={words.signedByHolder}>{when(agreement.signedByHolderAt)}</Fact>
            )}
            {agreement.signedByOfficeAt !== null && (
              <Fact word={words.signedByOffice}>{when(agreement.signedByOfficeAt)}</Fact>
            )}
            {agreement.buildEndsOn !== null && <Fact word={words.buildEnds}>{agreement.buildEndsOn}</Fact>}
          </>
        )}
        <Fact word={words.acceptance}>
          {words.acceptanceStates[acceptance.state]}{' '}
          {acceptance.rectifyDueOn !== null && words.rectifyBy(acceptance.rectifyDueOn)}
        </Fact>
      </dl>
    </Section>
  );
}

export function Recovery({ grant: { recovery } }: { readonly grant: Grant }) {
  const words = useGrantsWords();
  const of = words.recoveryColumns;
  return (
    recovery !== null && (
      <Section title={words.recovery}>
        <dl className="facts">
          <Fact word={of.amount}>{yuan(recovery.amountFen)}</Fact>
          <Fact word={of.recovered}>{yuan(recovery.recoveredFen)}</Fact>
          <Fact word={of.open}>{yuan(recovery.openFen)}</Fact>
          {recovery.documentNo !== null && <Fact word={of.document}>{recovery.documentNo}</Fact>}
        </dl>
      </Section>
    )
  );
}
