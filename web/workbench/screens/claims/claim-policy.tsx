import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { claimPolicyQuery, type PinnedParameter } from '../../api/resources/claim-lists.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { GroundButton } from '../../parts/formula.tsx';
import { Section } from '../../parts/section.tsx';
import { useClaimsWords } from '../../words/claims.ts';

/** The law that was pinned when the claim was submitted, parameter by parameter with its clause. */
export function Policy({ claimId }: { readonly claimId: string }) {
  const words = useClaimsWords();
  const policy = useQuery(claimPolicyQuery(claimId));
  const columns = useParameterColumns();
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
            <DataTable label={words.policy} rows={parameters} keyOf={({ key }) => key} columns={columns} />
          </details>
        )}
      </AskedOnce>
    </Section>
  );
}

function useParameterColumns(): readonly Column<PinnedParameter>[] {
  const words = useClaimsWords();
  return columnsOf(words.policyColumns, {
    key: ({ key }) => <span className="mono">{key}</span>,
    value: ({ value, unit }) => `${String(value)} ${unit}`,
    ground: (parameter) => <GroundButton ground={parameter} />,
  });
}
