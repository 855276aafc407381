import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Read } from '../../api/client.ts';
import {
  actOnGrant,
  forgetGrants,
  grantQuery,
  type DraftedBatch,
  type Grant,
  type GrantAct,
} from '../../api/resources/grants.ts';
import { useAct } from '../../api/use-act.ts';
import { Field, Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { say } from '../../parts/status-line.tsx';
import { sentFen } from '../../parts/typed-money.ts';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useGrantsWords } from '../../words/grants.ts';
import { useRecordWords } from '../../words/records.ts';

const NOTHING = { reason: '', amountYuan: '', bankReference: '' };

/** The form of an act; a payment leads to the batch that it drafted. */
function useGrantAct(grant: Grant) {
  const words = useGrantsWords();
  const { created } = usePayoutsWords().due;
  const [, go] = useLocation();
  const client = useQueryClient();
  const [typed, setTyped] = useState(NOTHING);
  const type = (change: Partial<typeof NOTHING>) => setTyped({ ...typed, ...change });
  const acting = useAct<GrantAct, DraftedBatch | null>({
    send: (act, sent) => {
      const { reason, bankReference, amountYuan } = typed;
      const amountFen = sentFen(amountYuan);
      return actOnGrant(grant.id, { act, reason, bankReference, amountFen }, sent);
    },
    onDone: (act, batch) => {
      say(batch === null ? words.done(words.acts[act], grant.grantNo) : created(batch.batchNo));
      setTyped(NOTHING);
      void forgetGrants();
      if (batch !== null) {
        go(`/payouts/${batch.id}`);
      }
    },
    lookAgain: async () => {
      await forgetGrants();
      return (await client.fetchQuery({ ...grantQuery(grant.id), staleTime: 0 })).etag;
    },
  });
  return { acting, typed, type };
}

/** What may be done with a grant beside its tasks. */
export function GrantActs({ grant: { body: grant, etag } }: { readonly grant: Read<Grant> }) {
  const words = useGrantsWords();
  const { confirm } = useRecordWords().act;
  const { acting, typed, type } = useGrantAct(grant);
  const { suspension, suspensionEnd, scoreWithdrawal, repayment, payment } = words.acts;
  return (
    <ActsFoot<GrantAct>
      acts={grant.acts}
      words={{
        acts: { payment, suspension, suspensionEnd, scoreWithdrawal, repayment },
        confirm: {
          suspension: confirm(suspension),
          suspensionEnd: confirm(suspensionEnd),
          scoreWithdrawal: confirm(scoreWithdrawal),
          repayment: confirm(repayment),
          payment: confirm(payment),
        },
        effects: words.effects,
      }}
      primary="payment"
      danger="suspension"
      acting={acting}
      etag={etag}
    >
      {(act) => (
        <>
          {act === 'repayment' && (
            <div className="fields-row">
              <Field label={words.repaid} value={typed.amountYuan} onChange={(amountYuan) => type({ amountYuan })} />
              <Field
                label={words.bankReference}
                value={typed.bankReference}
                onChange={(bankReference) => type({ bankReference })}
              />
            </div>
          )}
          {(act === 'suspension' || act === 'scoreWithdrawal') && (
            <Remark label={words.reason} value={typed.reason} onChange={(reason) => type({ reason })} />
          )}
        </>
      )}
    </ActsFoot>
  );
}
