import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import {
  actOnMatch,
  batchesAtBankQuery,
  forgetUnmatched,
  openDebtsQuery,
  type MatchAct,
  type MatchTarget,
  type UnmatchedEvent,
} from '../../api/resources/payouts.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Choice, Field, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { yuan } from '../../parts/format.ts';
import { say } from '../../parts/status-line.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { MatchedTo } from './matched-to.tsx';

const TARGETS: readonly MatchTarget[] = ['instructionId', 'batchId', 'recoveryId'];

interface Typed {
  readonly target: MatchTarget;
  readonly id: string;
  /** What is typed for one act is no reason of another. */
  readonly reasons: Readonly<Partial<Record<MatchAct, string>>>;
}

const NOTHING: Typed = { target: 'instructionId', id: '', reasons: {} };

function saidOf(act: MatchAct, { target, id, reasons }: Typed) {
  return { act, target, id: id.trim(), reason: reasons[act] ?? '' };
}

/** What may be done with a report that fits nothing, and the form of it. */
export function Match({ event }: { readonly event: UnmatchedEvent }) {
  const words = usePayoutsWords().unmatched;
  const [typed, setTyped] = useState(NOTHING);
  const acting = useAct<MatchAct, unknown>({
    send: (act, { key }) => actOnMatch(event.id, saidOf(act, typed), key),
    onDone: (act) => {
      say(`${words.done[act]} ${event.id}`);
      setTyped(NOTHING);
      void forgetUnmatched();
    },
    lookAgain: async () => {
      await forgetUnmatched();
      return '';
    },
  });
  const { act } = acting;
  if (act === null) {
    return (
      <>
        {event.match !== null && <MatchedTo match={event.match} />}
        <ActsBar
          label={words.actsOf(event.id)}
          acts={event.acts}
          names={words.acts}
          primary="confirmation"
          closed={acting.closed}
          onOpen={(chosen) => acting.open(chosen, '')}
        />
      </>
    );
  }
  const effect =
    act === 'confirmation' && event.match !== null
      ? words.matched[event.match.matchedTo.kind].effect
      : words.effects[act];
  const takesReason = act === 'rejection' || act === 'withdrawal' || act === 'dismissal';
  return (
    <ActForm
      name={words.acts[act]}
      confirm={words.confirm[act]}
      isBusy={acting.isBusy}
      trouble={acting.trouble}
      closed={closedNow(acting, event.acts)}
      effect={effect}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={acting.close}
    >
      {act === 'match' && <MatchFields event={event} typed={typed} onType={setTyped} />}
      {takesReason && (
        <Remark
          value={typed.reasons[act] ?? ''}
          onChange={(reason) => setTyped({ ...typed, reasons: { ...typed.reasons, [act]: reason } })}
        />
      )}
    </ActForm>
  );
}

interface MatchFieldsProps {
  readonly event: UnmatchedEvent;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}

/** One payment by its number, which a suggestion fills in; of one sum for a whole batch, the batch; of money that came back, the debt. */
function MatchFields({ event, typed, onType }: MatchFieldsProps) {
  const words = usePayoutsWords().unmatched;
  const { target, id } = typed;
  const choose = (chosen: string) => onType({ ...typed, id: chosen });
  return (
    <>
      <Choice
        label={words.to}
        value={target}
        options={TARGETS.map((one) => [one, words.targets[one]] as const)}
        onChange={(code) => onType({ ...typed, target: TARGETS.find((one) => one === code) ?? target, id: '' })}
      />
      {target === 'batchId' && <BatchChoice sumFen={event.amountFen} value={id} onChange={choose} />}
      {target === 'recoveryId' && <DebtChoice value={id} onChange={choose} />}
      {target === 'instructionId' && <Field label={words.instruction} value={id} onChange={choose} />}
      {target === 'instructionId' &&
        event.suggestions.map(({ instructionId, claimNo }) => (
          <button key={instructionId} type="button" className="plain" onClick={() => choose(instructionId)}>
            {words.pick(claimNo)}
          </button>
        ))}
    </>
  );
}

interface IdChoiceProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function DebtChoice({ value, onChange }: IdChoiceProps) {
  const words = usePayoutsWords().unmatched;
  const debts = useQuery(openDebtsQuery);
  return (
    <AskedOnce what={words.debts} data={debts.data} fault={faultOf(debts.error)} onRetry={() => void debts.refetch()}>
      {(found) => (
        <Choice
          label={words.recovery}
          none={words.choose}
          value={value}
          options={found.map(
            ({ id, claimNo, party, openFen }) => [id, `${claimNo} · ${party.name} · ${yuan(openFen)}`] as const,
          )}
          onChange={onChange}
        />
      )}
    </AskedOnce>
  );
}

/** Batches of the reported sum stand first. */
function BatchChoice({ sumFen, value, onChange }: IdChoiceProps & { readonly sumFen: number | null }) {
  const words = usePayoutsWords().unmatched;
  const batches = useQuery(batchesAtBankQuery);
  return (
    <AskedOnce
      what={words.batches}
      data={batches.data}
      fault={faultOf(batches.error)}
      onRetry={() => void batches.refetch()}
    >
      {(found) => (
        <Choice
          label={words.batch}
          none={words.choose}
          value={value}
          options={found
            .toSorted((a, b) => Number(b.controlSumFen === sumFen) - Number(a.controlSumFen === sumFen))
            .map(({ id, batchNo, controlSumFen }) => [id, `${batchNo} · ${yuan(controlSumFen)}`] as const)}
          onChange={onChange}
        />
      )}
    </AskedOnce>
  );
}
