import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { askedOf as answerOf } from '../../api/asked.ts';
import type { Read } from '../../api/client.ts';
import {
  actOnCall,
  callQuery,
  expertsQuery,
  forgetGrants,
  rankingQuery,
  type CallAct,
  type GrantCall,
} from '../../api/resources/grants.ts';
import { useAct } from '../../api/use-act.ts';
import { Field, Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { say } from '../../parts/status-line.tsx';
import { useGrantsWords } from '../../words/grants.ts';
import { useRecordWords } from '../../words/records.ts';
import { Ticks } from './ticks.tsx';

type Act = CallAct['act'];

interface Typed {
  readonly places: string;
  readonly overTarget: readonly string[];
  readonly experts: readonly string[];
  readonly grantIds: readonly string[];
  readonly reason: string;
}

const NOTHING: Typed = { places: '', overTarget: [], experts: [], grantIds: [], reason: '' };

function askedOf(act: Act, { places, overTarget, experts, grantIds, reason }: Typed): CallAct {
  switch (act) {
    case 'quota':
      return { act, places: Number(places), reason, overTarget: overTarget.length > 0 };
    case 'panel':
      return { act, experts };
    case 'scoringClose':
      return { act };
    case 'proposal':
      return { act, grantIds, reason };
    case 'end':
    case 'cancellation':
      return { act, reason };
    default:
      return act satisfies never;
  }
}

/** What may be done with a call. */
export function CallActs({ call: { body: call, etag } }: { readonly call: Read<GrantCall> }) {
  const words = useGrantsWords();
  const { confirm } = useRecordWords().act;
  const client = useQueryClient();
  const [typed, setTyped] = useState(NOTHING);
  const type = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const acting = useAct<Act, GrantCall>({
    send: (act, sent) => actOnCall(call.id, askedOf(act, typed), sent),
    onDone: (act) => {
      say(words.done(words.acts[act], `${call.name} ${words.year(call.year)}`));
      setTyped(NOTHING);
      void forgetGrants();
    },
    lookAgain: async () => {
      await forgetGrants();
      return (await client.fetchQuery({ ...callQuery(call.id), staleTime: 0 })).etag;
    },
  });
  const { quota, panel, scoringClose, proposal, end, cancellation } = words.acts;
  const acts = { quota, panel, scoringClose, proposal, end, cancellation };
  return (
    <ActsFoot<Act>
      acts={call.acts}
      words={{ acts, confirm: confirmed(acts, confirm), effects: words.effects }}
      primary="proposal"
      danger="cancellation"
      acting={acting}
      etag={etag}
    >
      {(act) => (
        <>
          {act === 'quota' && (
            <>
              <Field label={words.places} value={typed.places} onChange={(places) => type({ places })} />
              <Ticks
                options={[['over', words.overTarget]]}
                value={typed.overTarget}
                onChange={(overTarget) => type({ overTarget })}
              />
            </>
          )}
          {act === 'panel' && <Experts call={call} value={typed.experts} onChange={(experts) => type({ experts })} />}
          {act === 'proposal' && (
            <Places call={call} value={typed.grantIds} onChange={(grantIds) => type({ grantIds })} />
          )}
          {act !== 'panel' && act !== 'scoringClose' && (
            <Remark label={words.reason} value={typed.reason} onChange={(reason) => type({ reason })} />
          )}
        </>
      )}
    </ActsFoot>
  );
}

function confirmed(acts: Readonly<Record<Act, string>>, confirm: (name: string) => string): Record<Act, string> {
  const { quota, panel, scoringClose, proposal, end, cancellation } = acts;
  return {
    quota: confirm(quota),
    panel: confirm(panel),
    scoringClose: confirm(scoringClose),
    proposal: confirm(proposal),
    end: confirm(end),
    cancellation: confirm(cancellation),
  };
}

interface ChoiceOf {
  readonly call: GrantCall;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function Experts({ call, value, onChange }: ChoiceOf) {
  const words = useGrantsWords();
  const experts = useQuery(expertsQuery(call.jurisdiction));
  const options = (experts.data?.items ?? []).map(
    ({ personId, displayName, fields }) => [personId, [displayName, ...fields].join(' ')] as const,
  );
  return (
    <>
      <NotRead what={words.chooseExperts} {...answerOf(experts)} />
      <Ticks legend={words.chooseExperts} options={options} value={value} onChange={onChange} />
    </>
  );
}

function Places({ call, value, onChange }: ChoiceOf) {
  const words = useGrantsWords();
  const ranking = useQuery(rankingQuery(call.id));
  const options = (ranking.data?.items ?? []).map(({ grantId, name, rank }) => [grantId, `${rank} ${name}`] as const);
  return (
    <>
      <NotRead what={words.chooseGrants} {...answerOf(ranking)} />
      <Ticks legend={words.chooseGrants} options={options} value={value} onChange={onChange} />
    </>
  );
}
