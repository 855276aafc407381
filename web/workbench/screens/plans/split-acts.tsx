import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Read } from '../../api/client.ts';
import { forgetPlans, planOfYearQuery, splitPlan, type AnnualPlan } from '../../api/resources/plans.ts';
import { useAct } from '../../api/use-act.ts';
import { Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePlansWords } from '../../words/plans.ts';
import { LineFields } from './line-fields.tsx';
import { EMPTY_LINE, splitLines, type TypedLine } from './typed-lines.ts';

/** The bureau splits the year's tasks. */
export function SplitActs({ plan: { body: plan, etag } }: { readonly plan: Read<AnnualPlan> }) {
  const words = usePlansWords();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [lines, setLines] = useState<readonly TypedLine[]>([EMPTY_LINE]);
  const acting = useAct<'split', AnnualPlan>({
    send: (_, sent) => splitPlan(plan.id, { lines: splitLines(lines, plan), reason }, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${words.year(plan.year)}`);
      setReason('');
      setLines([EMPTY_LINE]);
      void forgetPlans();
    },
    lookAgain: () => lookAgain(client, plan),
  });
  return (
    <ActsFoot<'split'>
      acts={plan.acts}
      words={{
        acts: { split: words.acts.split },
        confirm: { split: words.confirm.split },
        effects: { split: words.effects.split(lines.length) },
      }}
      primary="split"
      acting={acting}
      etag={etag}
    >
      {() => (
        <>
          <LineFields lines={lines} onChange={setLines} programs={plan.programs} organs={plan.organs} />
          <Remark value={reason} onChange={setReason} label={words.reason} />
        </>
      )}
    </ActsFoot>
  );
}

export async function lookAgain(
  client: ReturnType<typeof useQueryClient>,
  { year, jurisdiction }: AnnualPlan,
): Promise<string> {
  await forgetPlans();
  const found = await client.fetchQuery({ ...planOfYearQuery(String(year), jurisdiction), staleTime: 0 });
  return found?.etag ?? '';
}
