import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Read } from '../../api/client.ts';
import { filePlan, forgetPlans, type AnnualPlan, type PlanOfOrgan } from '../../api/resources/plans.ts';
import { useAct } from '../../api/use-act.ts';
import { Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePlansWords } from '../../words/plans.ts';
import { LineFields } from './line-fields.tsx';
import { lookAgain } from './split-acts.tsx';
import { EMPTY_LINE, filedLines, typedLines, type TypedLine } from './typed-lines.ts';

interface FilingActsProps {
  readonly plan: Read<AnnualPlan>;
  readonly organ: PlanOfOrgan;
}

type Act = 'submit' | 'revise';

/** One's own organ files its plan, or a revision of what is in force. */
export function FilingActs({ plan: { body: plan, etag }, organ }: FilingActsProps) {
  const words = usePlansWords();
  const client = useQueryClient();
  const [lines, setLines] = useState<readonly TypedLine[]>(organ.lines.length === 0 ? [EMPTY_LINE] : typedLines(organ));
  const [reason, setReason] = useState('');
  const [remark, setRemark] = useState('');
  const acting = useAct<Act, AnnualPlan>({
    send: (act, sent) => filePlan(plan.id, { act, organ: organ.organ, lines: filedLines(lines), reason, remark }, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${words.year(plan.year)} ${organ.organName}`);
      setReason('');
      setRemark('');
      void forgetPlans();
    },
    lookAgain: () => lookAgain(client, plan),
  });
  return (
    <ActsFoot<Act>
      acts={plan.acts}
      words={{
        acts: { submit: words.acts.submit, revise: words.acts.revise },
        confirm: words.confirm,
        effects: { submit: words.effects.submit(lines.length), revise: words.effects.revise(lines.length) },
      }}
      primary="submit"
      acting={acting}
      etag={etag}
    >
      {(act) => (
        <>
          <LineFields lines={lines} onChange={setLines} programs={plan.programs} />
          {act === 'revise' && <Remark value={reason} onChange={setReason} label={words.reason} />}
          <Remark value={remark} onChange={setRemark} />
        </>
      )}
    </ActsFoot>
  );
}
