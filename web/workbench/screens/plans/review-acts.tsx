import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askedOf } from '../../api/asked.ts';
import type { Read } from '../../api/client.ts';
import { forgetPlans, type AnnualPlan, type PlanOfOrgan } from '../../api/resources/plans.ts';
import { decide, effectSaid, taskQuery, tasksQuery, type Task } from '../../api/resources/tasks.ts';
import { useAct } from '../../api/use-act.ts';
import { Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { Due } from '../../parts/due.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePlansWords } from '../../words/plans.ts';

interface ReviewActsProps {
  readonly plan: AnnualPlan;
  readonly organ: PlanOfOrgan;
}

/** What the bureau has to say about a filing: its tasks, where the reader has any. */
export function ReviewActs({ plan, organ }: ReviewActsProps) {
  const filters = { box: 'team', planId: plan.id, planOrgan: organ.organ, stage: 'planReview' } as const;
  const words = usePlansWords();
  const tasks = useInfiniteQuery(tasksQuery(filters));
  return (
    <>
      <NotRead what={words.review} {...askedOf(tasks)} />
      {tasks.data?.pages
        .flatMap(({ items }) => items)
        .map(({ id }) => (
          <Review key={id} taskId={id} organ={organ} />
        ))}
    </>
  );
}

function Review({ taskId, organ }: { readonly taskId: string; readonly organ: PlanOfOrgan }) {
  const words = usePlansWords();
  const asked = useQuery(taskQuery(taskId));
  const task = asked.data;
  return (
    <>
      <NotRead what={words.review} {...askedOf(asked)} />
      {task !== undefined && (
        <>
          <Section title={words.review}>
            <p>
              {task.body.title} <Due of={task.body} />
            </p>
          </Section>
          <Acts task={task} organ={organ} />
        </>
      )}
    </>
  );
}

type Act = 'accept' | 'returnForCorrection';

function Acts({ task: { body: task, etag }, organ }: { readonly task: Read<Task>; readonly organ: PlanOfOrgan }) {
  const words = usePlansWords();
  const client = useQueryClient();
  const [remark, setRemark] = useState('');
  const acting = useAct<Act, void>({
    send: (act, sent) => decide(task.id, { act, ...(remark !== '' && { remark }) }, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${organ.organName}`);
      setRemark('');
      void forgetPlans();
    },
    lookAgain: async () => {
      await forgetPlans();
      return (await client.fetchQuery({ ...taskQuery(task.id), staleTime: 0 })).etag;
    },
  });
  return (
    <ActsFoot<Act>
      acts={task.acts}
      words={{
        acts: { accept: words.acts.accept, returnForCorrection: words.acts.returnForCorrection },
        confirm: words.confirm,
        effects: {
          accept: effectSaid(task, 'accept'),
          returnForCorrection: effectSaid(task, 'returnForCorrection'),
        },
      }}
      primary="accept"
      acting={acting}
      etag={etag}
    >
      {() => <Remark value={remark} onChange={setRemark} />}
    </ActsFoot>
  );
}
