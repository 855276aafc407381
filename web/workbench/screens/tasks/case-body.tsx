import type { Dispatch } from 'react';
import type { Task } from '../../api/resources/tasks.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useCaseWords } from '../../words/case.ts';
import { BatchBody } from './case-of-batch.tsx';
import { ClaimBody } from './case-of-claim.tsx';
import { FilingBody } from './case-of-filing.tsx';
import { GrantBody } from './case-of-grant.tsx';
import { NoticeBody } from './case-of-notice.tsx';
import { PlanBody } from './case-of-plan.tsx';
import { RecoveryBody } from './case-of-recovery.tsx';
import { Section } from './case-parts.tsx';
import type { Typed, Typing } from './typed.ts';

export interface BodyProps {
  readonly task: Task;
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
}

/** What stands between head and acts, by what the task belongs to. */
export function CaseBody(props: BodyProps) {
  const { claimId, filingId, noticeId, batchId, grantId, planId, recoveryId } = props.task;
  if (claimId !== undefined) {
    return <ClaimBody {...props} claimId={claimId} />;
  }
  if (filingId !== undefined) {
    return <FilingBody {...props} filingId={filingId} />;
  }
  if (noticeId !== undefined) {
    return <NoticeBody task={props.task} noticeId={noticeId} />;
  }
  if (batchId !== undefined) {
    return <BatchBody batchId={batchId} />;
  }
  if (recoveryId !== undefined) {
    return <RecoveryBody recoveryId={recoveryId} />;
  }
  if (grantId !== undefined) {
    return <GrantBody {...props} grantId={grantId} />;
  }
  return planId === undefined ? <OtherBody task={props.task} /> : <PlanBody task={props.task} planId={planId} />;
}

/** A task of a call: its own page has the rest. */
function OtherBody({ task: { callId, title } }: Pick<BodyProps, 'task'>) {
  const words = useCaseWords();
  return (
    <Section title={words.facts}>
      <p>{title}</p>
      {callId !== undefined && <ScreenLink href={`/grants/calls/${callId}`}>{words.open.call}</ScreenLink>}
    </Section>
  );
}
