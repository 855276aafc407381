import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Read } from '../../api/client.ts';
import { faultOf } from '../../api/problem.ts';
import { checkEntry, endEntry, entryQuery, forgetDemand, type DemandEntry } from '../../api/resources/demand.ts';
import { useAct } from '../../api/use-act.ts';
import { Choice, Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { say } from '../../parts/status-line.tsx';
import { useDemandWords } from '../../words/demand.ts';
import { useRecordWords } from '../../words/records.ts';
import { entryHref } from './entry-address.ts';
import { EntryBody } from './entry-body.tsx';

/** One entry beside the list, with what may be done with it. */
export function EntryPane({ entryId }: { readonly entryId: string }) {
  const words = useDemandWords();
  const { back } = useRecordWords();
  const [search] = useSearchParams();
  const entry = useQuery(entryQuery(entryId));
  return (
    <article className="record" aria-label={words.entryWhat}>
      <Link href={entryHref(search, null)} className="back">
        {back}
      </Link>
      <AskedOnce
        what={words.entryWhat}
        data={entry.data}
        fault={faultOf(entry.error)}
        onRetry={() => void entry.refetch()}
      >
        {(found) => (
          <>
            <EntryBody entry={found.body} />
            <EntryActs entry={found} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

type EntryAct = 'check' | 'end';

function EntryActs({ entry: { body: entry, etag } }: { readonly entry: Read<DemandEntry> }) {
  const words = useDemandWords();
  const client = useQueryClient();
  const [remark, setRemark] = useState('');
  const [outcome, setOutcome] = useState('true');
  const acting = useAct<EntryAct, unknown>({
    send: (act, sent) =>
      act === 'check' ? checkEntry(entry.id, { ok: outcome === 'true', remark }, sent) : endEntry(entry.id, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${entry.post}`);
      setRemark('');
      void forgetDemand();
    },
    lookAgain: async () => {
      await forgetDemand();
      return (await client.fetchQuery({ ...entryQuery(entry.id), staleTime: 0 })).etag;
    },
  });
  return (
    <ActsFoot<EntryAct> acts={entry.acts} words={words} primary="check" danger="end" acting={acting} etag={etag}>
      {(act) =>
        act === 'check' && (
          <>
            <Choice
              label={words.outcome}
              value={outcome}
              onChange={setOutcome}
              options={[
                ['true', words.outcomes.true],
                ['false', words.outcomes.false],
              ]}
            />
            <Remark value={remark} onChange={setRemark} />
          </>
        )
      }
    </ActsFoot>
  );
}
