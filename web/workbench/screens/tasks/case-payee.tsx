import { useInfiniteQuery } from '@tanstack/react-query';
import { claimPayoutsQuery } from '../../api/resources/claim-lists.ts';
import type { Claim } from '../../api/resources/claims.ts';
import { useReveal } from '../../api/use-reveal.ts';
import { when, yuan } from '../../parts/format.ts';
import { Masked } from '../../parts/masked.tsx';
import { RevealButton, RevealDialog } from '../../parts/reveal.tsx';
import { useCaseWords } from '../../words/case.ts';
import { useClaimsWords } from '../../words/claims.ts';
import { FactList } from './case-facts.tsx';
import { Asked, Section } from './case-parts.tsx';

/** The account that is confirmed, masked, and in clear for thirty seconds; then to which accounts was paid before. */
export function Payee({ claim: { id, claimNo, payee } }: { readonly claim: Claim }) {
  const words = useCaseWords();
  const of = words.payee;
  const { valuesOf, ask, dialog } = useReveal();
  const resource = `claims/${id}/payee`;
  const shown = valuesOf(resource);
  return (
    <Section title={of.heading}>
      {payee === null ? (
        <p>{of.byPerson}</p>
      ) : (
        <>
          <FactList
            facts={[
              [of.holder, shown?.['holder'] ?? payee.holder],
              [of.bank, payee.bank],
              [of.number, <Masked key="number" value={shown?.['number'] ?? payee.number} />],
            ]}
          />
          <RevealButton
            isShown={shown !== null}
            onAsk={() => ask({ resource, fields: ['holder', 'number'], reference: claimNo })}
          />
        </>
      )}
      <PaidBefore claimId={id} />
      {dialog !== null && <RevealDialog {...dialog} />}
    </Section>
  );
}

function PaidBefore({ claimId }: { readonly claimId: string }) {
  const words = useCaseWords().payee;
  const { payoutStates } = useClaimsWords();
  const payouts = useInfiniteQuery(claimPayoutsQuery(claimId));
  return (
    <Asked what={words.before} query={payouts}>
      {({ pages }) => (
        <ul aria-label={words.before}>
          {pages
            .flatMap(({ items }) => items)
            .map(({ id, payee, amountFen, state, stateSince }) => (
              <li key={id}>{words.paidTo(payee, yuan(amountFen), payoutStates[state], when(stateSince))}</li>
            ))}
        </ul>
      )}
    </Asked>
  );
}
