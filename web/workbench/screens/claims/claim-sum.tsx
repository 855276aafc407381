import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { claimCalculationQuery, type Claim } from '../../api/resources/claims.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { GroundButton } from '../../parts/formula.tsx';
import { yuan } from '../../parts/format.ts';
import { Fact, Section } from '../../parts/section.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
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
          <div className="wide-table">
            <SimpleTable
              label={words.money}
              columns={Object.values(words.moneyColumns)}
              rows={[
                ...groups.map((group) => ({
                  key: group.lineIds.join('/'),
                  cells: [
                    group.headcount,
                    group.equation,
                    yuan(group.perLineFen),
                    yuan(group.sumFen),
                    group.rate === null ? null : <GroundButton key="ground" ground={group.rate} />,
                  ],
                })),
                { key: 'total', cells: [words.total, '', '', yuan(totalFen), ''] },
              ]}
            />
            {refused.map((one) => (
              <p key={one.code} className="quiet">
                {words.refused(one.label, one.headcount)} <span className="rule">{one.rule}</span>
              </p>
            ))}
          </div>
        )}
      </AskedOnce>
    </Section>
  );
}
