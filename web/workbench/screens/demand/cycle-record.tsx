import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Read } from '../../api/client.ts';
import { faultOf } from '../../api/problem.ts';
import { cycleQuery, cyclesQuery, forgetDemand, publishCycle, type DemandCycle } from '../../api/resources/demand.ts';
import { useAct } from '../../api/use-act.ts';
import { Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { say } from '../../parts/status-line.tsx';
import { useDemandWords } from '../../words/demand.ts';
import { useFrameWords } from '../../words/frame.ts';
import { useRecordWords } from '../../words/records.ts';
import { CycleBody } from './cycle-body.tsx';
import './demand.css';

/** The cycle of a number, of the place in the address or of the first place that has it. */
export function CyclePage({ no }: { readonly no: string }) {
  const words = useDemandWords();
  const { back } = useRecordWords();
  const { notFound } = useFrameWords();
  const [search] = useSearchParams();
  const place = search.get('jurisdiction');
  const cycles = useInfiniteQuery(cyclesQuery());
  const found = cycles.data?.pages
    .flatMap(({ items }) => items)
    .find((one) => String(one.no) === no && (place === null || one.jurisdiction === place));
  const { hasNextPage, isFetching, fetchNextPage } = cycles;
  const isFurther = found === undefined && hasNextPage && !isFetching;
  useEffect(() => {
    if (isFurther) {
      void fetchNextPage();
    }
  }, [isFurther, fetchNextPage]);
  return (
    <article className="record">
      <Link href="/demand" className="back">
        {back}
      </Link>
      <AskedOnce
        isPage
        what={words.cycleWhat}
        data={found === undefined && (hasNextPage || cycles.data === undefined) ? undefined : { found }}
        fault={faultOf(cycles.error)}
        onRetry={() => void cycles.refetch()}
      >
        {(answer) => (answer.found === undefined ? <h1>{notFound}</h1> : <CycleRecord cycleId={answer.found.id} />)}
      </AskedOnce>
    </article>
  );
}

function CycleRecord({ cycleId }: { readonly cycleId: string }) {
  const words = useDemandWords();
  const cycle = useQuery(cycleQuery(cycleId));
  return (
    <AskedOnce
      isPage
      what={words.cycleWhat}
      data={cycle.data}
      fault={faultOf(cycle.error)}
      onRetry={() => void cycle.refetch()}
    >
      {(found) => (
        <>
          <CycleBody cycle={found.body} />
          <CycleActs cycle={found} />
        </>
      )}
    </AskedOnce>
  );
}

function CycleActs({ cycle: { body: cycle, etag } }: { readonly cycle: Read<DemandCycle> }) {
  const words = useDemandWords();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const acting = useAct<'publication', DemandCycle>({
    send: (_, sent) => publishCycle(cycle.id, reason, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${words.cycle(cycle.no)}`);
      setReason('');
      void forgetDemand();
    },
    lookAgain: async () => {
      await forgetDemand();
      return (await client.fetchQuery({ ...cycleQuery(cycle.id), staleTime: 0 })).etag;
    },
  });
  return (
    <ActsFoot<'publication'> acts={cycle.acts} words={words} primary="publication" acting={acting} etag={etag}>
      {() => <Remark value={reason} onChange={setReason} label={words.reason} />}
    </ActsFoot>
  );
}
