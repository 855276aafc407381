import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import {
  claimsOfPartyQuery,
  enterRepayment,
  enterSetOff,
  forgetRecoveries,
  revisionOfClaim,
  type MoneyEntry,
} from '../../api/resources/recoveries.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Choice, Field } from '../../parts/act-form.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { say } from '../../parts/status-line.tsx';
import { useFrameWords } from '../../words/frame.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { typedFen } from './typed-fen.ts';

type Kind = 'repayment' | 'setOff';

interface EntryFormsProps {
  readonly kind: Kind;
  /** Of the claim whose advance is due back. */
  readonly claimId: string;
  readonly no: string;
  readonly party: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const NOTHING = { amount: '', bankReference: '', from: '' };

type Typed = typeof NOTHING;

/** The act stands on the claim's revision that was read when the form was opened. */
function useEntry({ kind, claimId, no, onDone }: EntryFormsProps, typed: Typed) {
  const words = useRecoveriesWords();
  const subject = kind === 'setOff' ? typed.from : claimId;
  const acting = useAct<Kind, MoneyEntry>({
    send: (act, sent) => {
      // What is no amount is refused by the server, in its words.
      const amountFen = typedFen(typed.amount) ?? 0;
      return act === 'setOff'
        ? enterSetOff(typed.from, { recoveryClaimId: claimId, amountFen }, sent)
        : enterRepayment(claimId, { amountFen, bankReference: typed.bankReference }, sent);
    },
    onDone: (act) => {
      say(`${words.done[act]} ${no}`);
      void forgetRecoveries();
      onDone();
    },
    lookAgain: () => revisionOfClaim(subject),
  });
  const { open, act } = acting;
  const revision = useQuery({
    queryKey: ['claim', subject, 'revision'],
    queryFn: () => revisionOfClaim(subject),
    enabled: subject !== '',
  });
  const etag = revision.data;
  useEffect(() => {
    if (act === null && etag !== undefined) {
      open(kind, etag);
    }
  }, [act, etag, kind, open]);
  return {
    ...acting,
    isBusy: acting.isBusy || (subject !== '' && act === null),
    trouble: acting.trouble ?? faultOf(revision.error),
  };
}

/** A repayment or a set-off is entered; another person confirms it. */
export function EntryForms(props: EntryFormsProps) {
  const { kind, party, onClose } = props;
  const words = useRecoveriesWords();
  const [typed, setTyped] = useState(NOTHING);
  const acting = useEntry(props, typed);
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  return (
    <ActForm
      name={words[kind]}
      confirm={words.confirm[kind]}
      isBusy={acting.isBusy}
      trouble={acting.trouble}
      hasKey={false}
      effect={words.effects[kind]}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={onClose}
    >
      <div className="fields-row">
        {kind === 'setOff' && (
          <DueClaims
            party={party}
            value={typed.from}
            onChange={(from) => {
              acting.close();
              change({ from });
            }}
          />
        )}
        <Field
          label={words.amount}
          hint={words.amountHint}
          value={typed.amount}
          onChange={(amount) => change({ amount })}
        />
        {kind === 'repayment' && (
          <Field
            label={words.bankReference}
            value={typed.bankReference}
            onChange={(bankReference) => change({ bankReference })}
          />
        )}
      </div>
    </ActForm>
  );
}

interface DueClaimsProps {
  readonly party: EntryFormsProps['party'];
  readonly value: string;
  readonly onChange: (claimId: string) => void;
}

/** The claims of the same party; which of them has something due is the server's to say. */
function DueClaims({ party, value, onChange }: DueClaimsProps) {
  const words = useRecoveriesWords();
  const { claimStates } = useRecordWords();
  const { failed } = useFrameWords().list;
  const claims = useQuery(claimsOfPartyQuery(party));
  const fault = faultOf(claims.error);
  return (
    <>
      {fault !== null && <ProblemAlert fault={fault} before={failed(words.claimsWhat)} />}
      <Choice
        label={words.from}
        none={claims.isPending ? words.reading : words.choose}
        value={value}
        options={(claims.data ?? []).map(({ id, claimNo, state }) => [
          id,
          `${claimNo} · ${wordOf(claimStates, state)}`,
        ])}
        onChange={onChange}
      />
    </>
  );
}
