import { useQuery } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import { Link } from 'wouter';
import { claimLinesQuery, claimQuery, claimTimelineQuery, type Claim } from '../../api/resources/claims.ts';
import { filingQuery, type ClassFiling } from '../../api/resources/filings.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { dayOf } from '../../parts/format.ts';
import { Timeline } from '../../parts/timeline.tsx';
import { useCaseWords } from '../../words/case.ts';
import { Changes } from './case-changes.tsx';
import { Findings } from './case-findings.tsx';
import { ClaimMoney } from './case-money.tsx';
import { Asked, Section } from './case-parts.tsx';
import { People } from './case-people.tsx';
import { Questions } from './case-questions.tsx';
import type { Typed, Typing } from './typed.ts';

interface BodyProps {
  readonly task: Task;
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
}

/** What stands between head and acts, by what the task belongs to. */
export function CaseBody(props: BodyProps) {
  const { task } = props;
  if (task.claimId !== undefined) {
    return <ClaimBody {...props} claimId={task.claimId} />;
  }
  return (
    <>
      {task.filingId === undefined ? <OtherFacts task={task} /> : <FilingFacts filingId={task.filingId} />}
      {task.questionLabels.length > 0 && <Questions {...props} />}
    </>
  );
}

function ClaimBody({ claimId, ...props }: BodyProps & { readonly claimId: string }) {
  const words = useCaseWords();
  const { task, typed, onType } = props;
  const claim = useQuery(claimQuery(claimId));
  const lines = useQuery(claimLinesQuery(claimId));
  const timeline = useQuery(claimTimelineQuery(claimId));
  return (
    <>
      <Asked what={words.why} query={claim}>
        {(row) => <Why claim={row} />}
      </Asked>
      {task.round > 1 && <Changes claimId={claimId} />}
      <Asked what={words.decide} query={lines}>
        {(all) => <Findings lines={all} refusals={task.refusalCodes} typed={typed} onType={onType} />}
      </Asked>
      <Questions task={task} typed={typed} onType={onType} />
      <ClaimMoney claimId={claimId} />
      {claim.data !== undefined && (
        <Asked what={words.persons} query={lines}>
          {(all) => <People claim={claim.data} lines={all} />}
        </Asked>
      )}
      <Section title={words.timeline}>
        <Asked what={words.timeline} query={timeline}>
          {({ items }) => (
            <Timeline
              rows={items.map(({ seq, at, actor, sentence, facts }) => ({
                key: seq,
                at,
                who: actor?.displayName ?? null,
                section: actor?.section ?? null,
                sentence,
                remark: typeof facts['remark'] === 'string' ? facts['remark'] : null,
              }))}
            />
          )}
        </Asked>
      </Section>
    </>
  );
}

function Why({ claim: { diagnosis } }: { readonly claim: Claim }) {
  const words = useCaseWords();
  const { nextAutomaticAt, nextAutomaticEvent, waitingFor, also } = diagnosis;
  return (
    <Section title={words.why} className={`why ${waitingFor}`}>
      <p>{diagnosis.sentence}</p>
      {also.map(({ cause, sentence }) => (
        <p key={cause}>{sentence}</p>
      ))}
      {nextAutomaticAt !== null && nextAutomaticEvent !== null && (
        <p className="quiet">{words.next(dayOf(nextAutomaticAt), words.nextEvents[nextAutomaticEvent])}</p>
      )}
    </Section>
  );
}

function FilingFacts({ filingId }: { readonly filingId: string }) {
  const words = useCaseWords();
  const filing = useQuery(filingQuery(filingId));
  return (
    <Section title={words.facts}>
      <Asked what={words.facts} query={filing}>
        {(row) => (
          <>
            <dl className="fact-list">
              {factsOf(row, words.filing).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            {row.warnings.map(({ code, rule, detail }) => (
              <p key={code} className="note">
                {detail} <span className="rule">{rule}</span>
              </p>
            ))}
            <Link href={`/filings/${row.id}`}>{words.open.filing}</Link>
          </>
        )}
      </Asked>
    </Section>
  );
}

function factsOf(filing: ClassFiling, words: ReturnType<typeof useCaseWords>['filing']) {
  return [
    [words.occupation, `${filing.occupation.name} ${filing.occupation.code}`],
    [words.hours, String(filing.classHours)],
    [words.opensOn, filing.opensOn],
    [words.endsOn, filing.endsOn],
    [words.location, filing.location],
    [words.roster, String(filing.rosterCount)],
    [words.planLine, filing.planLine ?? words.none],
  ] as const;
}

/** A task of a notice, a batch, a grant or a plan: its own screen has the rest. */
function OtherFacts({ task }: { readonly task: Task }) {
  const words = useCaseWords();
  const year = task.year ?? '';
  const links = [
    task.noticeId !== undefined && ([`/notices/${task.noticeId}`, words.open.notice] as const),
    task.batchId !== undefined && ([`/payouts/${task.batchId}`, words.open.batch] as const),
    task.grantId !== undefined && ([`/grants/${task.grantId}`, words.open.grant] as const),
    task.planId !== undefined && ([`/plans/${year}`, words.open.plan] as const),
  ].filter((link) => link !== false);
  return (
    <Section title={words.facts}>
      <p>{task.title}</p>
      {links.map(([to, name]) => (
        <Link key={to} href={to}>
          {name}
        </Link>
      ))}
    </Section>
  );
}
