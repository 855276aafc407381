import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { claimPolicyQuery } from '../../api/resources/claim-lists.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { GroundButton } from '../../parts/formula.tsx';
import { Section } from '../../parts/section.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useClaimsWords } from '../../words/claims.ts';

/** The law that was pinned when the claim was submitted, parameter by parameter with its clause. */
export function Policy({ claimId }: { readonly claimId: string }) {
  const words = useClaimsWords();
  const policy = useQuery(claimPolicyQuery(claimId));
  return (
    <Section title={words.policy}>
      <AskedOnce
        what={words.policy}
        data={policy.data}
        fault={faultOf(policy.error)}
        onRetry={() => void policy.refetch()}
      >
        {({ referenceDate, documents, parameters }) => (
          <details>
            <summary>{words.policyOn(referenceDate)}</summary>
            <p>
              {words.documents} {documents.map(({ title }) => title).join(' · ')}
            </p>
            <div className="wide-table">
              <SimpleTable
                label={words.policy}
                columns={Object.values(words.policyColumns)}
                rows={parameters.map((parameter) => ({
                  key: parameter.key,
                  cells: [
                    <span key="key" className="mono">
                      {parameter.key}
                    </span>,
                    `${String(parameter.value)} ${parameter.unit}`,
                    <GroundButton key="ground" ground={parameter} />,
                  ],
                }))}
              />
            </div>
          </details>
        )}
      </AskedOnce>
    </Section>
  );
}
