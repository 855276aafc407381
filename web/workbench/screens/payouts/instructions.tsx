import { Link } from 'wouter';
import type { Batch, Instruction } from '../../api/resources/payouts.ts';
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
      <div className="wide-table" id="instructions">
        <table aria-label={words.instructions}>
          <thead>
            <tr>
              <th scope="col">{words.columns.claim}</th>
              <th scope="col">{words.columns.purpose}</th>
              <th scope="col">{words.columns.payee}</th>
              <th scope="col" className="num">
                {words.columns.amount}
              </th>
              <th scope="col">{words.columns.state}</th>
              <th scope="col">{words.columns.since}</th>
              <th scope="col">{words.columns.reason}</th>
            </tr>
          </thead>
          <tbody>
            {batch.instructions.map((one) => (
              <Row key={one.id} instruction={one} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="foot">
        <Exports path={`/api/v1/payout-batches/${batch.id}/instructions`} />
      </p>
    </Section>
  );
}

function Row({ instruction: one }: { readonly instruction: Instruction }) {
  const words = usePayoutsWords().batch;
  const { purposes, none } = useRecordWords();
  const number = one.claimNo ?? one.id;
  const href = one.claimId === null ? `/grants/${one.grantId}` : `/claims/${one.claimId}`;
  return (
    <tr>
      <th scope="row">
        <Link href={href}>{number}</Link>
      </th>
      <td>{purposes[one.purpose]}</td>
      <td className="text">{one.payee}</td>
      <td className="num">{yuan(one.amountFen)}</td>
      <td>
        <Mark tone={INSTRUCTION_TONES[one.state]}>{words.states[one.state]}</Mark>
      </td>
      <td>{when(one.stateSince)}</td>
      <td>{one.reasonCode ?? none}</td>
    </tr>
  );
}
