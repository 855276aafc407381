import { useQuery } from '@tanstack/react-query';
import { batchDiagnosisQuery, batchQuery, type Batch } from '../../api/resources/payouts.ts';
import { when, yuan } from '../../parts/format.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useCaseWords } from '../../words/case.ts';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';
import { FactList } from './case-facts.tsx';
import { Asked, Section } from './case-parts.tsx';
import { ClaimTimeline } from './case-timeline.tsx';
import { Why } from './case-why.tsx';

/** A batch that waits for its release, which is done on its own page. */
export function BatchBody({ batchId }: { readonly batchId: string }) {
  const words = useCaseWords();
  const batch = useQuery(batchQuery(batchId));
  const diagnosis = useQuery(batchDiagnosisQuery(batchId));
  const claims = new Set(batch.data?.body.instructions.map(({ claimId }) => claimId));
  const [claimId = null] = claims.size === 1 ? claims : [];
  return (
    <>
      <Why query={diagnosis} of={(read) => read} />
      <Asked what={words.facts} query={batch}>
        {({ body }) => (
          <>
            <Facts batch={body} />
            <Paid batch={body} />
          </>
        )}
      </Asked>
      {claimId !== null && <ClaimTimeline claimId={claimId} />}
    </>
  );
}

function Facts({ batch }: { readonly batch: Batch }) {
  const words = useCaseWords();
  const of = usePayoutsWords();
  const { funds } = useRecordWords();
  const { budget } = batch;
  const budgetWords =
    budget === null
      ? []
      : [
          [
            of.batch.budget,
            `${of.batch.before(yuan(budget.beforeFen))} · ${of.batch.after(yuan(budget.afterFen))}`,
          ] as const,
        ];
  return (
    <Section title={words.facts}>
      <FactList
        facts={[
          [of.batches.columns.fund, funds[batch.fund]],
          [of.batches.columns.maker, of.batch.maker(batch.maker, when(batch.createdAt))],
          ...budgetWords,
          [of.batch.mayNot, batch.mayNotRelease.join(' · ')],
        ]}
      />
      <ScreenLink href={`/payouts/${batch.id}`}>{words.open.batch}</ScreenLink>
    </Section>
  );
}

function Paid({ batch }: { readonly batch: Batch }) {
  const words = useCaseWords();
  const { purposes } = useRecordWords();
  return (
    <Section title={words.money}>
      <table className="sums" aria-label={words.money}>
        <tbody>
          {batch.instructions.map((one) => (
            <tr key={one.id}>
              <td className="mono">{one.claimNo}</td>
              <td>
                {purposes[one.purpose]} · {one.payee}
              </td>
              <td className="num">{yuan(one.amountFen)}</td>
            </tr>
          ))}
          <tr className="total">
            <td>{words.total}</td>
            <td />
            <td className="num">{yuan(batch.controlSumFen)}</td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}
