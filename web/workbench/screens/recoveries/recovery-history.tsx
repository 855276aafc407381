import { useState } from 'react';
import { Link } from 'wouter';
import {
  decideEntry,
  forgetRecoveries,
  type EntryActName,
  type MoneyEntry,
  type Recovery,
} from '../../api/resources/recoveries.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { say } from '../../parts/status-line.tsx';
import { useRecoveriesWords } from '../../words/recoveries.ts';

/** What came back so far, and what waits for a second person. */
export function RecoveryHistory({ recovery, no }: { readonly recovery: Recovery; readonly no: string }) {
  const words = useRecoveriesWords();
  const { steps, waiting } = recovery;
  return (
    <div role="group" aria-label={words.historyOf(no)}>
      {steps.length === 0 && waiting.length === 0 && <p className="quiet">{words.noStep}</p>}
      <ul className="entries">
        {steps.map((step) => (
          <li key={`${step.kind} ${step.at} ${step.bankReference ?? ''}`}>
            {words.kinds[step.kind]} <b>{yuan(step.amountFen)}</b>{' '}
            {step.bankReference !== null && words.reference(step.bankReference)}{' '}
            {step.setOffClaimId !== null && <Link href={`/claims/${step.setOffClaimId}`}>{words.setOffAt}</Link>}{' '}
            <span className="quiet">
              {[step.enteredBy, step.decidedBy].filter((one) => one !== null).join(' → ')} {when(step.at)}
            </span>
          </li>
        ))}
        {waiting.map((entry) => (
          <li key={entry.id}>
            <Waiting entry={entry} no={no} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Waiting({ entry, no }: { readonly entry: MoneyEntry; readonly no: string }) {
  const words = useRecoveriesWords();
  // What is typed for one act is no reason of another.
  const [reasons, setReasons] = useState<Readonly<Partial<Record<EntryActName, string>>>>({});
  const acting = useAct<EntryActName, void>({
    send: (act, sent) => decideEntry({ entry, act, reason: reasons[act] ?? '' }, sent),
    onDone: (act) => {
      say(`${words.entryDone[act]} ${no}`);
      void forgetRecoveries();
    },
    lookAgain: async () => {
      await forgetRecoveries();
      return '';
    },
  });
  const { act } = acting;
  return (
    <>
      {words.kinds[entry.kind]} <b>{yuan(entry.amountFen)}</b>{' '}
      {entry.bankReference !== null && words.reference(entry.bankReference)} <Mark tone="warn">{words.waits}</Mark>{' '}
      <span className="quiet">{words.by(entry.enteredBy, when(entry.enteredAt))}</span>
      {act === null ? (
        <ActsBar
          acts={entry.acts}
          names={words.entryActs}
          primary="confirmation"
          closed={acting.closed}
          onOpen={(chosen) => acting.open(chosen, '')}
        />
      ) : (
        <ActForm
          name={words.entryActs[act]}
          confirm={words.entryConfirm[act]}
          isBusy={acting.isBusy}
          trouble={acting.trouble}
          closed={closedNow(acting, entry.acts)}
          hasKey={false}
          effect={words.entryEffects[act]}
          onSend={acting.submit}
          onLook={acting.look}
          onClose={acting.close}
        >
          {act !== 'confirmation' && (
            <Remark
              label={words.reason}
              value={reasons[act] ?? ''}
              onChange={(reason) => setReasons({ ...reasons, [act]: reason })}
            />
          )}
        </ActForm>
      )}
    </>
  );
}
