import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { claimReadQuery } from '../../api/resources/claim-lists.ts';
import type { Claim } from '../../api/resources/claims.ts';
import { useReveal } from '../../api/use-reveal.ts';
import { BesidePapers } from '../../case/beside.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { RecordWays } from '../../parts/record-ways.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Money } from '../../parts/money.tsx';
import { RevealButton, RevealDialog } from '../../parts/reveal.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { useClaimsWords } from '../../words/claims.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { ClaimActs } from './claim-acts.tsx';
import { Lines, Papers, Payouts } from './claim-parts.tsx';
import { Changes, Checked, Doubts } from './claim-judged.tsx';
import { Policy } from './claim-policy.tsx';
import { Sum } from './claim-sum.tsx';
import { ClaimHistory } from './claim-history.tsx';
import '../../parts/records.css';

/** One claim, read-only but for its holds; it is decided in the tasks. */
export function ClaimRecord({ claimId }: { readonly claimId: string }) {
  const words = useClaimsWords();
  const claim = useQuery(claimReadQuery(claimId));
  return (
    <BesidePapers owner={{ of: 'claim', id: claimId }}>
      <RecordWays list="/claims" print={{ of: 'claim', id: claimId }} />
      <AskedOnce
        isPage
        what={words.what}
        data={claim.data}
        fault={faultOf(claim.error)}
        onRetry={() => void claim.refetch()}
      >
        {(found) => (
          <>
            <Head claim={found.body} />
            <Why claim={found.body} />
            <Changes claim={found.body} />
            <Doubts claimId={claimId} />
            <Checked claimId={claimId} />
            <Facts claim={found.body} />
            <Sum claim={found.body} />
            <Lines claimId={claimId} claimNo={found.body.claimNo} />
            <Papers claimId={claimId} />
            <Payouts claimId={claimId} />
            <Holds claim={found.body} />
            <Policy claimId={claimId} />
            <ClaimHistory claimId={claimId} />
            <ClaimActs claim={found} />
          </>
        )}
      </AskedOnce>
    </BesidePapers>
  );
}

interface OfClaim {
  readonly claim: Claim;
}

function Head({ claim }: OfClaim) {
  const words = useClaimsWords();
  const { claimStates } = useRecordWords();
  return (
    <header className="record-head">
      <h1>
        {words.kinds[claim.kind]} <span className="mono">{claim.claimNo}</span>
      </h1>
      <Mark tone="plain">{wordOf(claimStates, claim.state)}</Mark>
      <span>{claim.applicant.name}</span>
      <span className="sum">
        <Money fen={claim.totals.claimedFen} />
      </span>
    </header>
  );
}

function Why({ claim }: OfClaim) {
  const words = useClaimsWords();
  const { diagnosis } = claim;
  return (
    <Section title={words.why} className="waits">
      <p>{diagnosis.sentence}</p>
      {diagnosis.dueOn !== null && <p className="quiet">{words.due(diagnosis.dueOn)}</p>}
      {(diagnosis.also ?? []).map(({ cause, sentence }) => (
        <p key={cause} className="quiet">
          {words.also} {sentence}
        </p>
      ))}
    </Section>
  );
}

function Facts({ claim }: OfClaim) {
  const words = useClaimsWords();
  const organs = useOrganWords();
  const { organ, funds } = useRecordWords();
  const { responsibleDepartment: department, payee, fund, filingId, outcomeCode } = claim;
  return (
    <dl className="facts">
      {filingId !== null && (
        <Fact word={words.facts.filing}>
          <ScreenLink href={`/filings/${filingId}`} otherwise={words.facts.hasFiling}>
            {words.facts.openFiling}
          </ScreenLink>
        </Fact>
      )}
      {department !== null && <Fact word={organ}>{organs[department.organ]}</Fact>}
      <Fact word={words.facts.fund}>{fund === null || fund === '' ? words.facts.noFund : wordOf(funds, fund)}</Fact>
      <Fact word={words.facts.planLine}>{claim.planLineName ?? words.facts.none}</Fact>
      <Fact word={words.facts.round}>{claim.round}</Fact>
      {claim.submittedAt !== null && <Fact word={words.facts.submitted}>{when(claim.submittedAt)}</Fact>}
      {payee !== null && (
        <Fact word={words.facts.payee}>
          <Account claim={claim} of={payee} />
        </Fact>
      )}
      {outcomeCode !== null && <Fact word={words.facts.outcome}>{words.outcomes[outcomeCode]}</Fact>}
      {claim.contractCheck !== null && <Fact word={words.facts.evidence}>{claim.contractCheck.evidenceDueOn}</Fact>}
      {claim.closedAt !== null && <Fact word={words.facts.closed}>{when(claim.closedAt)}</Fact>}
    </dl>
  );
}

/** The account, masked; in clear for thirty seconds. */
function Account({ claim: { id, claimNo }, of }: OfClaim & { readonly of: NonNullable<Claim['payee']> }) {
  const { valuesOf, ask, dialog } = useReveal();
  const resource = `claims/${id}/payee`;
  const shown = valuesOf(resource);
  return (
    <>
      {shown?.['holder'] ?? of.holder} {of.bank} <Masked value={shown?.['number'] ?? of.number} />{' '}
      <RevealButton
        isShown={shown !== null}
        onAsk={() => ask({ resource, fields: ['holder', 'number'], reference: claimNo })}
      />
      {dialog !== null && <RevealDialog {...dialog} />}
    </>
  );
}

function Holds({ claim }: OfClaim) {
  const words = useClaimsWords();
  return (
    <Section title={words.holds}>
      {claim.holds.length === 0 && <p className="quiet">{words.noHolds}</p>}
      <ul>
        {claim.holds.map((hold) => (
          <li key={hold.id}>
            <Mark tone="warn">{words.holdOf(wordOf(words.categories, hold.category), when(hold.createdAt))}</Mark>{' '}
            {hold.reason} {hold.until !== null && words.until(hold.until)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
