import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { askedOf } from '../../api/asked.ts';
import type { Read } from '../../api/client.ts';
import { callQuery, forgetGrants, type Grant } from '../../api/resources/grants.ts';
import { decide, effectSaid, taskQuery, type Decision, type Task } from '../../api/resources/tasks.ts';
import { useAct } from '../../api/use-act.ts';
import { useEffectNow } from '../../api/use-effect-now.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Field, Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { Due } from '../../parts/due.tsx';
import { EffectSaid, isHeldBy } from '../../parts/effect-said.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { actNames, useActWords } from '../../words/acts.ts';
import { useGrantsWords } from '../../words/grants.ts';
import { Questions, Sheet } from './grant-sheet.tsx';
import { decisionOf, DECISIONS, NOTHING_TYPED, type GrantTyped, type GrantDecision } from './grant-decision.ts';

interface GrantTaskProps {
  readonly taskId: string;
  readonly grant: Grant;
}

/** A task about the grant, with its questions or its sheet, and what may be decided. */
export function GrantTask({ taskId, grant }: GrantTaskProps) {
  const words = useGrantsWords();
  const task = useQuery(taskQuery(taskId));
  return (
    <>
      <NotRead what={words.task} {...askedOf(task)} />
      {task.data !== undefined && <Opened task={task.data} grant={grant} />}
    </>
  );
}

function Opened({ task: { body: task, etag }, grant }: { readonly task: Read<Task>; readonly grant: Grant }) {
  const words = useGrantsWords();
  const acts = useActWords();
  const names = actNames(acts, task.kind);
  const [typed, setTyped] = useState<GrantTyped>(NOTHING_TYPED);
  const type = (change: Partial<GrantTyped>) => setTyped((now) => ({ ...now, ...change }));
  const { criteria, ...call } = useCriteria(task, grant);
  useKeys({
    digit: (n) => {
      const asked = task.questionLabels[n - 1];
      if (asked !== undefined) {
        setTyped((now) => ({ ...now, answers: { ...now.answers, [asked.key]: 'true' } }));
      }
    },
  });
  const { acting, effect } = useDeciding({ body: task, etag }, grant, {
    typed,
    onDone: () => setTyped(NOTHING_TYPED),
  });
  return (
    <>
      <Section title={words.task}>
        <p>
          {task.title} <Due of={task} /> <Link href={`/tasks/${task.id}`}>{words.toPapers}</Link>
        </p>
        {task.questionLabels.length > 0 && <Questions task={task} typed={typed} onType={type} />}
        <NotRead what={words.criteria} {...call} />
        {criteria.length > 0 && (
          <>
            <Sheet criteria={criteria} typed={typed} onType={type} />
            <p className="quiet">{acts.nothingKept}</p>
          </>
        )}
      </Section>
      <ActsFoot<GrantDecision>
        acts={task.acts}
        words={{
          acts: byAct((one) => names[one]),
          confirm: byAct((one) => acts.confirm(names[one])),
          effects: EMPTY_WORDS,
        }}
        {...primaryOf(task)}
        acting={acting}
        said={{
          saying: <EffectSaid effect={effect} questions={task.questionLabels} isTried={acting.trouble !== null} />,
          isHeld: isHeldBy(effect),
        }}
        etag={etag}
      >
        {(open) => <Fields act={open} typed={typed} onType={type} />}
      </ActsFoot>
    </>
  );
}

/** The form of a decision, and what it would do as it stands. */
function useDeciding(
  { body: task }: Read<Task>,
  grant: Grant,
  { typed, onDone }: { readonly typed: GrantTyped; readonly onDone: () => void },
) {
  const words = useActWords();
  const names = actNames(words, task.kind);
  const client = useQueryClient();
  const acting = useAct<GrantDecision, void>({
    send: (act, sent) => decide(task.id, decisionOf(act, typed), sent),
    onDone: (act) => {
      say(words.done(names[act], grant.grantNo));
      onDone();
      void forgetGrants();
    },
    lookAgain: async () => {
      await forgetGrants();
      return (await client.fetchQuery({ ...taskQuery(task.id), staleTime: 0 })).etag;
    },
  });
  const { act, sent } = acting;
  const effect = useEffectNow({
    taskId: task.id,
    decision: act === null || closedNow(acting, task.acts) !== null ? null : decisionOf(act, typed),
    sent,
    before: act === null ? undefined : effectSaid(task, act),
  });
  return { acting, effect };
}

/** The criteria of the call, where the task takes points. */
function useCriteria(task: Task, grant: Grant) {
  const takesPoints = task.acts.some(({ act }) => act === 'score');
  const callId = grant.callId ?? '';
  const call = useQuery({ ...callQuery(callId), enabled: takesPoints && callId !== '' });
  const { data, fault, onRetry } = askedOf(call);
  return { criteria: takesPoints ? (data?.body.criteria ?? []) : [], fault, onRetry };
}

/** What the task offers first is what it is for. */
function primaryOf(task: Task): { readonly primary?: GrantDecision } {
  const primary = DECISIONS.find((one) => task.acts.some(({ act, allowed }) => allowed && act === one));
  return primary === undefined ? {} : { primary };
}

interface FieldsProps {
  readonly act: Decision['act'];
  readonly typed: GrantTyped;
  readonly onType: (change: Partial<GrantTyped>) => void;
}

function Fields({ act, typed, onType }: FieldsProps) {
  const words = useActWords();
  return (
    <>
      {(act === 'designate' || act === 'revoke') && (
        <Field label={words.documentNo} value={typed.documentNo} onChange={(documentNo) => onType({ documentNo })} />
      )}
      {act === 'sign' && (
        <Field
          label={words.agreementNo}
          value={typed.agreementNo}
          onChange={(agreementNo) => onType({ agreementNo })}
        />
      )}
      {act === 'revoke' && (
        <Field label={words.recover} value={typed.recoverYuan} onChange={(recoverYuan) => onType({ recoverYuan })} />
      )}
      <Remark value={typed.remark} onChange={(remark) => onType({ remark })} />
      <p className="quiet">{words.nothingKept}</p>
    </>
  );
}

function byAct(wordOf: (act: GrantDecision) => string): Readonly<Record<GrantDecision, string>> {
  const entries = DECISIONS.map((act) => [act, wordOf(act)] as const);
  return { ...EMPTY_WORDS, ...Object.fromEntries(entries) };
}

const EMPTY_WORDS: Readonly<Record<GrantDecision, string>> = {
  recommend: '',
  score: '',
  designate: '',
  sign: '',
  accept: '',
  pass: '',
  confirm: '',
  keep: '',
  returnForCorrection: '',
  returnToHr: '',
  rectify: '',
  excuse: '',
  recuse: '',
  revoke: '',
  refuse: '',
  fail: '',
  reject: '',
};
