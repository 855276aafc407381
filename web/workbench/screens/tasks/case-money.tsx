import { useQuery } from '@tanstack/react-query';
import { claimCalculationQuery } from '../../api/resources/claims.ts';
import { GroundButton } from '../../parts/formula.tsx';
import { yuan } from '../../parts/format.ts';
import { useCaseWords } from '../../words/case.ts';
import { useFrameWords } from '../../words/frame.ts';
import { Asked, Section } from './case-parts.tsx';

/** The sum by formula, as the server has counted it; the clause behind each is one click away. */
export function ClaimMoney({ claimId }: { readonly claimId: string }) {
  const words = useCaseWords();
  const { formula } = useFrameWords();
  const calculation = useQuery(claimCalculationQuery(claimId));
  return (
    <Section title={words.money}>
      <Asked what={words.money} query={calculation}>
        {({ groups, refused, totalFen }) => (
          <table className="sums" aria-label={words.money}>
            <tbody>
              {groups.map((group) => (
                <tr key={`${group.equation} ${group.perLineFen}`}>
                  <td>{formula.people(group.headcount)}</td>
                  <td>
                    {group.equation} <GroundButton ground={group.rate} />
                  </td>
                  <td className="num">{yuan(group.sumFen)}</td>
                </tr>
              ))}
              {refused.map(({ code, label, rule, headcount }) => (
                <tr key={code} className="quiet">
                  <td>{formula.people(headcount)}</td>
                  <td>
                    {label} <span className="rule">{rule}</span>
                  </td>
                  <td className="num">{yuan(0)}</td>
                </tr>
              ))}
              <tr className="total">
                <td>{words.total}</td>
                <td />
                <td className="num">{yuan(totalFen)}</td>
              </tr>
            </tbody>
          </table>
        )}
      </Asked>
    </Section>
  );
}
