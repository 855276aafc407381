import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { actOnRecovery, type RecoveryActName, type RecoverySaid } from '../../api/resources/recovery-acts.ts';
import { forgetRecoveries, recoveryQuery, type MoneyEntry, type Recovery } from '../../api/resources/recoveries.ts';
import { useAct } from '../../api/use-act.ts';
import { say } from '../../parts/status-line.tsx';
import { fenOf } from '../../parts/typed-money.ts';
import { useRecoveriesWords } from '../../words/recoveries.ts';

/** One date of a plan as it is typed. */
interface TypedDay {
  readonly dueOn: string;
  readonly amount: string;
}

/** What is typed for an act on a recovery. */
export interface Typed {
  readonly amount: string;
  readonly bankReference: string;
  readonly from: string;
  readonly reason: string;
  readonly documentNo: string;
  readonly plan: readonly TypedDay[];
}

export const NO_DAY: TypedDay = { dueOn: '', amount: '' };
const NOTHING: Typed = { amount: '', bankReference: '', from: '', reason: '', documentNo: '', plan: [NO_DAY, NO_DAY] };

function saidOf(typed: Typed): RecoverySaid {
  const { amount, bankReference, from, reason, documentNo, plan } = typed;
  return {
    // What is typed and is no amount is none of all that is open: the server refuses it.
    amountFen: amount.trim() === '' ? null : (fenOf(amount) ?? 0),
    bankReference: bankReference.trim(),
    fromClaimId: from,
    reason,
    documentNo: documentNo.trim(),
    plan: plan.map((day) => ({ dueOn: day.dueOn, amountFen: fenOf(day.amount) ?? 0 })),
  };
}

export function numberOf({ claimNo, grantNo, id }: Recovery): string {
  return claimNo ?? grantNo ?? id;
}

interface Options {
  /** The form stands open from the beginning, on what its list has read. */
  readonly begin?: RecoveryActName;
  readonly onDone?: () => void;
}

/** The form of one act on a recovery, with what was typed for it. */
export function useRecoveryAct(recovery: Recovery, { begin, onDone }: Options = {}) {
  const words = useRecoveriesWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState(NOTHING);
  const acting = useAct<RecoveryActName, Recovery | MoneyEntry>({
    ...(begin !== undefined && { begin: { act: begin, etag: `"${recovery.revision}"` } }),
    send: (act, sent) => actOnRecovery(recovery.id, { act, said: saidOf(typed) }, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${numberOf(recovery)}`);
      setTyped(NOTHING);
      void forgetRecoveries();
      onDone?.();
    },
    lookAgain: async () => {
      await forgetRecoveries();
      return (await client.fetchQuery({ ...recoveryQuery(recovery.id), staleTime: 0 })).etag;
    },
  });
  return { acting, typed, type: (change: Partial<Typed>) => setTyped({ ...typed, ...change }) };
}
