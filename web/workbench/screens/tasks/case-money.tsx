import { useQuery } from '@tanstack/react-query';
import { claimPolicyQuery, type Claim, type ClaimLine } from '../../api/resources/claims.ts';
import { GroundButton } from '../../parts/formula.tsx';
import { yuan } from '../../parts/format.ts';
import { useCaseWords } from '../../words/case.ts';
import { useFrameWords } from '../../words/frame.ts';
import { Asked, Section } from './case-parts.tsx';

/** The sum by formula; the clause behind it is one click away. */
export function ClaimMoney({ claim, lines }: { readonly claim: Claim; readonly lines: readonly ClaimLine[] }) {
  const words = useCaseWords();
  const { formula } = useFrameWords();
  const policy = useQuery(claimPolicyQuery(claim.id));
  const formulas = [...new Set(lines.filter((line) => line.refusals.length === 0).map((line) => line.formula))];
  return (
    <Section title={words.money}>
      <table className="sums" aria-label={words.money}>
        <tbody>
          {formulas.map((one) => (
            <tr key={one}>
              <td>{one}</td>
              <td>
                <Asked what={formula.ground} query={policy}>
                  {({ rate }) => (rate === null ? null : <GroundButton ground={rate} />)}
                </Asked>
              </td>
              <td className="num" />
            </tr>
          ))}
          <tr className="total">
            <td>{formula.people(claim.lines.eligible)}</td>
            <td />
            <td className="num">{yuan(claim.totals.claimedFen)}</td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}
