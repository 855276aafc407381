import { useQuery } from '@tanstack/react-query';
import {
  recoveryDiagnosisQuery,
  recoveryQuery,
  recoveryTimelineQuery,
  type Recovery,
} from '../../api/resources/recoveries.ts';
import { yuan } from '../../parts/format.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useCaseWords } from '../../words/case.ts';
import { useRecordWords } from '../../words/records.ts';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { FactList } from './case-facts.tsx';
import { Asked, Section } from './case-parts.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Why } from './case-why.tsx';

/** What is asked back and waits for its approval, its ruling or the confirmation of a plan. */
export function RecoveryBody({ recoveryId }: { readonly recoveryId: string }) {
  const words = useCaseWords();
  const recovery = useQuery(recoveryQuery(recoveryId));
  const diagnosis = useQuery(recoveryDiagnosisQuery(recoveryId));
  const timeline = useQuery(recoveryTimelineQuery(recoveryId));
  return (
    <>
      <Why query={diagnosis} of={(read) => read} />
      <Section title={words.facts}>
        <Asked what={words.facts} query={recovery}>
          {({ body }) => <Facts recovery={body} />}
        </Asked>
      </Section>
      <CaseTimeline query={timeline} />
    </>
  );
}

function Facts({ recovery }: { readonly recovery: Recovery }) {
  const words = useRecoveriesWords();
  const { open } = useCaseWords();
  const { purposes } = useRecordWords();
  const { facts } = words;
  const { cause, purpose, note, appeal, proposal } = recovery;
  const named = [
    [facts.cause, cause === null ? null : words.causes[cause]],
    [facts.purpose, purpose === null ? null : purposes[purpose]],
    [facts.claim, recovery.claimNo],
    [facts.found, yuan(recovery.foundFen)],
    [facts.amount, yuan(recovery.amountFen)],
    [facts.recovered, yuan(recovery.recoveredFen)],
    [facts.payBy, recovery.payBy],
    [words.note, note],
    [words.appeal, appeal?.statement ?? null],
    ...(proposal?.plan ?? []).map(({ dueOn, amountFen }) => [dueOn, yuan(amountFen)] as const),
  ] as const;
  return (
    <>
      <FactList facts={named.flatMap(([word, value]) => (value === null ? [] : [[word, value] as const]))} />
      <ScreenLink href={`/recoveries/${recovery.id}`}>{open.recovery}</ScreenLink>
    </>
  );
}
