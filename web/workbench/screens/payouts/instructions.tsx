import { Link } from 'wouter';
import type { Batch, Instruction } from '../../api/resources/payouts.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { Exports } from '../../parts/exports.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';
import { INSTRUCTION_TONES } from './tones.ts';

export function Instructions({ batch }: { readonly batch: Batch }) {
  const words = usePayoutsWords().batch;
  return (
    <Section title={words.instructions}>
      {batch.instructions.length === 0 && <p className="empty">{words.noInstructions}</p>}
      <DataTable
        id="instructions"
        label={words.instructions}
        rows={batch.instructions}
        keyOf={({ id }) => id}
        columns={useInstructionColumns()}
      />
      <div className="foot">
        <Exports path={`/api/v1/payout-batches/${batch.id}/instructions`} />
      </div>
    </Section>
  );
}

function useInstructionColumns(): readonly Column<Instruction>[] {
  const words = usePayoutsWords().batch;
  const { purposes, none } = useRecordWords();
  return columnsOf(words.columns, {
    claim: ({ id, claimId, claimNo, grantId }) => (
      <Link href={claimId === null ? `/grants/${grantId}` : `/claims/${claimId}`}>{claimNo ?? id}</Link>
    ),
    purpose: ({ purpose }) => purposes[purpose],
    payee: ['text', ({ payee }) => payee],
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    state: ({ state }) => <Mark tone={INSTRUCTION_TONES[state]}>{words.states[state]}</Mark>,
    since: ({ stateSince }) => when(stateSince),
    reason: ['text', ({ reasonCode, reasonLabel }) => [reasonLabel, reasonCode].filter(Boolean).join(' ') || none],
  });
}
