import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Read } from '../../api/client.ts';
import { batchQuery, forgetBatch, rejectBatch, releaseBatch, type Batch } from '../../api/resources/payouts.ts';
import { confirmIdentity } from '../../api/resources/session.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Field, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { yuan } from '../../parts/format.ts';
import { closedNow } from '../../parts/closed-now.ts';
import { say } from '../../parts/status-line.tsx';
import { fenOf } from '../../parts/typed-money.ts';
import { usePayoutsWords } from '../../words/payouts.ts';
import { ResultsForm } from './results-form.tsx';

type BatchAct = Exclude<Batch['acts'][number]['act'], 'results'>;

interface Typed {
  readonly sum: string;
  readonly password: string;
  readonly remark: string;
}

const NOTHING: Typed = { sum: '', password: '', remark: '' };

/** The lower edge of a batch. No single key releases money. */
export function BatchActs({ batch: { body: batch, etag } }: { readonly batch: Read<Batch> }) {
  const words = usePayoutsWords();
  const { acting, typed, setTyped, isUnreadable, send, close } = useRelease(batch);
  const [isEntering, setEntering] = useState(false);
  const { act } = acting;
  if (isEntering) {
    return <ResultsForm batch={batch} onClose={() => setEntering(false)} />;
  }
  if (act === null) {
    return (
      <footer className="record-foot">
        <ActsBar
          acts={batch.acts}
          names={words.acts}
          primary="release"
          danger="rejection"
          onOpen={(chosen) => (chosen === 'results' ? setEntering(true) : acting.open(chosen, etag))}
        />
      </footer>
    );
  }
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
        {isRelease && <ReleaseFields typed={typed} onType={setTyped} />}
        {(!isRelease || batch.flags.length > 0) && (
          <Remark value={typed.remark} onChange={(remark) => setTyped({ ...typed, remark })} />
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
  const controlSumFen = fenOf(typed.sum);
  const acting = useAct<BatchAct, Batch>({
    send: async (act, sent) => {
      if (act === 'rejection') {
        return rejectBatch(batch.id, typed.remark, sent);
      }
      await confirmIdentity(typed.password);
      return releaseBatch(batch.id, { controlSumFen: controlSumFen ?? 0, overrideReason: typed.remark }, sent);
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
  return { acting, typed, setTyped, isUnreadable, send, close };
}

function ReleaseFields({ typed, onType }: { readonly typed: Typed; readonly onType: (typed: Typed) => void }) {
  const words = usePayoutsWords();
  return (
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
  );
}
