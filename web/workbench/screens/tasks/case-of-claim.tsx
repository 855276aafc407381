import { useQuery } from '@tanstack/react-query';
import { claimLinesQuery, claimQuery, claimTimelineQuery } from '../../api/resources/claims.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useCaseWords } from '../../words/case.ts';
import type { BodyProps } from './case-body.tsx';
import { Changes } from './case-changes.tsx';
import { Findings } from './case-findings.tsx';
import { ClaimMoney } from './case-money.tsx';
import { Asked } from './case-parts.tsx';
import { Payee } from './case-payee.tsx';
import { People } from './case-people.tsx';
import { Questions } from './case-questions.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Why } from './case-why.tsx';

/** A claim: why it waits, what is different, what wants a decision, the questions, the sum, the people, what happened. */
export function ClaimBody({ claimId, task, typed, onType }: BodyProps & { readonly claimId: string }) {
  const words = useCaseWords();
  const claim = useQuery(claimQuery(claimId));
  const lines = useQuery(claimLinesQuery(claimId));
  const timeline = useQuery(claimTimelineQuery(claimId));
  return (
    <>
      <Why query={claim} of={({ diagnosis }) => diagnosis} />
      {task.round > 1 && <Changes claimId={claimId} />}
      {task.kind === 'accountCorrection' && (
        <Asked what={words.payee.heading} query={claim}>
          {(found) => <Payee claim={found} />}
        </Asked>
      )}
      <Asked what={words.decide} query={lines}>
        {(all) => (
          <Findings
            isOver={task.doneAt !== null}
            purpose={task.purpose}
            lines={all}
            refusals={task.refusalCodes}
            typed={typed}
            onType={onType}
          />
        )}
      </Asked>
      <Questions task={task} typed={typed} onType={onType} past={timeline} />
      <ClaimMoney claimId={claimId} />
      {claim.data !== undefined && (
        <Asked what={words.persons} query={lines}>
          {(all) => <People claim={claim.data} lines={all} purpose={task.purpose} />}
        </Asked>
      )}
      <p>
        <ScreenLink href={`/claims/${claimId}`}>{words.open.claim}</ScreenLink>
      </p>
      <CaseTimeline query={timeline} />
    </>
  );
}
