import type { Difference } from '../../api/resources/books.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { Section } from '../../parts/section.tsx';
import { useBooksWords } from '../../words/books.ts';
import { useRecordWords } from '../../words/records.ts';

interface DifferencesPartProps {
  readonly differences: readonly Difference[];
  readonly onExplain: (difference: Difference) => void;
}

/** Where the three ways differ, each with what a checker says of it. */
export function DifferencesPart({ differences, onExplain }: DifferencesPartProps) {
  const words = useBooksWords().evening;
  const columns = useDifferenceColumns(onExplain);
  return (
    <Section title={words.differences} id="differences">
      {differences.length === 0 ? (
        <p className="empty">{words.noDifference}</p>
      ) : (
        <DataTable label={words.differences} rows={differences} keyOf={({ id }) => id} columns={columns} />
      )}
    </Section>
  );
}

function useDifferenceColumns(onExplain: DifferencesPartProps['onExplain']): readonly Column<Difference>[] {
  const words = useBooksWords().evening;
  const { funds, none } = useRecordWords();
  return columnsOf(words.columns, {
    of: (one) => <Subject of={one} />,
    kind: ({ kind, explanation }) => <Mark tone={explanation === undefined ? 'warn' : 'ok'}>{words.kinds[kind]}</Mark>,
    fund: ({ fund }) => (fund === null ? none : funds[fund]),
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    sentence: ['text', ({ sentence }) => sentence],
    explanation: ['text', (one) => <Explanation of={one} onExplain={() => onExplain(one)} />],
  });
}

/** Leads to the claim or grant, or to where the bank's report waits. */
function Subject({ of: { claimId, claimNo, grantId, grantNo, kind, fund } }: { readonly of: Difference }) {
  const words = useBooksWords().evening;
  const { funds, none } = useRecordWords();
  if (claimId !== undefined && claimNo !== undefined) {
    return (
      <ScreenLink href={`/claims/${claimId}`} otherwise={claimNo}>
        {claimNo}
      </ScreenLink>
    );
  }
  if (grantId !== undefined && grantNo !== undefined) {
    return (
      <ScreenLink href={`/grants/${grantId}`} otherwise={grantNo}>
        {grantNo}
      </ScreenLink>
    );
  }
  if (kind === 'unmatchedEntry') {
    return (
      <ScreenLink href="/payouts/unmatched" otherwise={words.toUnmatched}>
        {words.toUnmatched}
      </ScreenLink>
    );
  }
  return fund === null ? none : funds[fund];
}

/** What a checker says of it, the button by which he says it, or why it is not the reader's. */
function Explanation({ of, onExplain }: { readonly of: Difference; readonly onExplain: () => void }) {
  const words = useBooksWords().evening;
  const { explanation, acts, claimNo, grantNo, kind } = of;
  if (explanation !== undefined) {
    return (
      <>
        {explanation.text}{' '}
        <span className="quiet">{words.explained(explanation.explainedByName, when(explanation.explainedAt))}</span>
      </>
    );
  }
  return acts.map(({ act, allowed, why }) =>
    allowed ? (
      <button key={act} type="button" className="plain" onClick={onExplain}>
        {words.acts[act]} <span className="hidden">{claimNo ?? grantNo ?? words.kinds[kind]}</span>
      </button>
    ) : (
      <span key={act} className="quiet">
        {why?.sentence}
      </span>
    ),
  );
}
