import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Read } from '../../api/client.ts';
import { batchQuery, forgetBatch, rejectBatch, releaseBatch, type Batch } from '../../api/resources/payouts.ts';
import { Refused } from '../../api/problem.ts';
import { confirmIdentity } from '../../api/resources/session.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Field, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { yuan } from '../../parts/format.ts';
import { closedNow } from '../../parts/closed-now.ts';
import { say } from '../../parts/status-line.tsx';
import { fenOf } from '../../parts/typed-money.ts';
import { usePayoutsWords } from '../../words/payouts.ts';
import { NO_RESULTS, ResultsForm } from './results-form.tsx';

type BatchAct = Exclude<Batch['acts'][number]['act'], 'results'>;

interface Typed {
  readonly sum: string;
  readonly password: string;
  /** Why the batch is returned. */
  readonly rejection: string;
  /** Why it is released although it goes over the budget. */
  readonly override: string;
}

const NOTHING: Typed = { sum: '', password: '', rejection: '', override: '' };

/** The server's word for a release over the budget without a reason. */
const OVER_BUDGET = 'OVER_BUDGET';

/** The lower edge of a batch. No single key releases money. What was typed for an act outlives its form. */
export function BatchActs({ batch: { body: batch, etag } }: { readonly batch: Read<Batch> }) {
  const words = usePayoutsWords();
  const release = useRelease(batch);
  const [results, setResults] = useState(NO_RESULTS);
  const [entering, setEntering] = useState<'open' | 'closed' | null>(null);
  const { acting } = release;
  if (entering === 'open') {
    return (
      <ResultsForm
        batch={batch}
        typed={results}
        onType={setResults}
        onDone={() => setResults(NO_RESULTS)}
        onClose={() => setEntering('closed')}
      />
    );
  }
  if (acting.act !== null) {
    return <OpenAct act={acting.act} batch={batch} release={release} />;
  }
  const open = (chosen: BatchAct | 'results') => {
    setEntering(chosen === 'results' ? 'open' : null);
    if (chosen !== 'results') {
      acting.open(chosen, etag);
    }
  };
  return (
    <footer className="record-foot">
      <ActsBar
        acts={batch.acts}
        names={words.acts}
        primary="release"
        danger="rejection"
        closed={entering === 'closed' ? 'results' : acting.closed}
        onOpen={open}
      />
    </footer>
  );
}

interface OpenActProps {
  readonly act: BatchAct;
  readonly batch: Batch;
  readonly release: ReturnType<typeof useRelease>;
}

function OpenAct({ act, batch, release }: OpenActProps) {
  const words = usePayoutsWords();
  const { acting, typed, setTyped, asksReason, isUnreadable, send, close } = release;
  const isRelease = act === 'release';
  return (
    <footer className="record-foot open">
      <ActForm
        name={words.acts[act]}
        confirm={words.confirm[act]}
        hasKey={!isRelease}
        isBusy={acting.isBusy}
        trouble={acting.trouble}
        closed={closedNow(acting, batch.acts)}
        effect={words.effects[act](batch.lineCount, yuan(batch.controlSumFen))}
        onSend={send}
        onLook={acting.look}
        onClose={close}
      >
        {isUnreadable && (
          <p role="alert" className="alert">
            {words.unreadableSum}
          </p>
        )}
        {isRelease ? (
          <ReleaseFields asksReason={asksReason} typed={typed} onType={setTyped} />
        ) : (
          <Remark value={typed.rejection} onChange={(rejection) => setTyped({ ...typed, rejection })} />
        )}
      </ActForm>
    </footer>
  );
}

/** What is typed and sent. The sum is compared by the server; here it only has to be a number. */
function useRelease(batch: Batch) {
  const words = usePayoutsWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState(NOTHING);
  const [isUnreadable, setUnreadable] = useState(false);
  // It may have gone over the budget after it was drafted: the server says so when it is released.
  const [isOver, setOver] = useState(false);
  const asksReason = isOver || batch.flags.length > 0;
  const controlSumFen = fenOf(typed.sum);
  const acting = useAct<BatchAct, Batch>({
    send: async (act, sent) => {
      if (act === 'rejection') {
        return rejectBatch(batch.id, typed.rejection, sent);
      }
      await confirmIdentity(typed.password);
      const overrideReason = asksReason ? typed.override.trim() : '';
      try {
        return await releaseBatch(batch.id, { controlSumFen: controlSumFen ?? 0, overrideReason }, sent);
      } catch (failure) {
        if (failure instanceof Refused && failure.problem.code === OVER_BUDGET) {
          setOver(true);
        }
        throw failure;
      }
    },
    onDone: (act) => {
      say(`${words.done[act]} ${batch.batchNo}`);
      setTyped(NOTHING);
      void forgetBatch(batch.id);
    },
    lookAgain: async () => {
      await forgetBatch(batch.id);
      return (await client.fetchQuery({ ...batchQuery(batch.id), staleTime: 0 })).etag;
    },
  });
  const send = () => {
    const isMissing = acting.act === 'release' && controlSumFen === null;
    setUnreadable(isMissing);
    if (!isMissing) {
      acting.submit();
    }
  };
  /** The password is not kept for another time. */
  const close = () => {
    setTyped({ ...typed, password: '' });
    setUnreadable(false);
    acting.close();
  };
  return { acting, typed, setTyped, asksReason, isUnreadable, send, close };
}

interface ReleaseFieldsProps {
  /** The batch goes over its budget. */
  readonly asksReason: boolean;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}

function ReleaseFields({ asksReason, typed, onType }: ReleaseFieldsProps) {
  const words = usePayoutsWords();
  return (
    <>
      <div className="fields-row">
        <Field
          label={words.typedSum}
          hint={words.typedSumHint}
          value={typed.sum}
          onChange={(sum) => onType({ ...typed, sum })}
        />
        <Field
          label={words.password}
          type="password"
          value={typed.password}
          onChange={(password) => onType({ ...typed, password })}
        />
      </div>
      {asksReason && (
        <Remark
          value={typed.override}
          hint={words.overBudgetHint}
          onChange={(override) => onType({ ...typed, override })}
        />
      )}
    </>
  );
}
