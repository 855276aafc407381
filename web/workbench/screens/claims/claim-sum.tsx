import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { claimCalculationQuery, type Claim, type ClaimCalculation } from '../../api/resources/claims.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { GroundButton } from '../../parts/formula.tsx';
import { yuan } from '../../parts/format.ts';
import { Fact, Section } from '../../parts/section.tsx';
import { useClaimsWords } from '../../words/claims.ts';

const TOTALS = [
  'claimedFen',
  'approvedFen',
  'paidFen',
  'floatFen',
  'floatPaidFen',
  'allowanceFen',
  'allowancePaidFen',
  'advanceFen',
  'totalPaidFen',
] as const;

/** The sum as the server makes it: people by formula, each with its clause. Nothing is added up here. */
export function Sum({ claim }: { readonly claim: Claim }) {
  const words = useClaimsWords();
  const sum = useQuery(claimCalculationQuery(claim.id));
  const columns = useGroupColumns();
  return (
    <Section title={words.money}>
      <dl className="facts">
        {TOTALS.map((name) => (
          <Fact key={name} word={words.totals[name]}>
            {yuan(claim.totals[name])}
          </Fact>
        ))}
      </dl>
      <AskedOnce what={words.money} data={sum.data} fault={faultOf(sum.error)} onRetry={() => void sum.refetch()}>
        {({ groups, refused, totalFen }) => (
          <>
            <DataTable
              label={words.money}
              rows={groups}
              keyOf={({ lineIds }) => lineIds.join('/')}
              columns={columns}
              total={
                <tr className="total">
                  <th scope="row">{words.total}</th>
                  <td />
                  <td />
                  <td className="num">{yuan(totalFen)}</td>
                  <td />
                </tr>
              }
            />
            {refused.map((one) => (
              <p key={one.code} className="quiet">
                {words.refused(one.label, one.headcount)} <span className="rule">{one.rule}</span>
              </p>
            ))}
          </>
        )}
      </AskedOnce>
    </Section>
  );
}

function useGroupColumns(): readonly Column<ClaimCalculation['groups'][number]>[] {
  const words = useClaimsWords();
  return columnsOf(words.moneyColumns, {
    people: ({ headcount }) => headcount,
    formula: ({ equation }) => equation,
    each: ['num', ({ perLineFen }) => yuan(perLineFen)],
    sum: ['num', ({ sumFen }) => yuan(sumFen)],
    ground: ({ rate }) => rate !== null && <GroundButton ground={rate} />,
  });
}
