import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import {
  actOnMatch,
  forgetUnmatched,
  unmatchedQuery,
  type MatchAct,
  type UnmatchedEvent,
} from '../../api/resources/payouts.ts';
import { useAct } from '../../api/use-act.ts';
import { useListed } from '../../api/use-list.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { ActForm, Field, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';

const idOf = ({ id }: UnmatchedEvent) => id;

/** Reports of the bank that fit no payment, and who matched them with which. */
export function Unmatched() {
  const words = usePayoutsWords().unmatched;
  const { back } = useRecordWords();
  const list = useListed(useInfiniteQuery(unmatchedQuery), { name: 'unmatched', idOf });
  return (
    <section className="screen" aria-labelledby="unmatched">
      <div className="bar">
        <h1 id="unmatched">{words.heading}</h1>
        <Link href="/payouts">{back}</Link>
      </div>
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useEventColumns()} />
    </section>
  );
}

function useEventColumns(): readonly Column<UnmatchedEvent>[] {
  const words = usePayoutsWords().unmatched;
  const { none } = useRecordWords();
  return columnsOf(words.columns, {
    id: ['mono', ({ id }) => id],
    type: ({ type, isOdd }) => (
      <>
        {wordOf(words.types, type)} {isOdd && <Mark tone="warn">{words.odd}</Mark>}
      </>
    ),
    amount: ['num', ({ amountFen }) => (amountFen === null ? none : yuan(amountFen))],
    valueDate: ({ valueDate }) => valueDate ?? none,
    reference: ({ bankReference }) => bankReference ?? none,
    said: ['mono', ({ instructionId }) => instructionId ?? none],
    why: ({ reason }) => words.reasons[reason],
    received: ({ receivedAt }) => when(receivedAt),
    match: ['text', (event) => <Match event={event} />],
  });
}

function Match({ event }: { readonly event: UnmatchedEvent }) {
  const words = usePayoutsWords().unmatched;
  const [instructionId, setInstruction] = useState('');
  const [reason, setReason] = useState('');
  const acting = useAct<MatchAct, unknown>({
    send: (act, { key }) => actOnMatch(event.id, { act, instructionId: instructionId.trim(), reason }, key),
    onDone: (act) => {
      say(`${words.done[act]} ${event.id}`);
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
        {event.match !== null && <p>{words.waits(event.match.instructionId ?? '', event.match.enteredBy)}</p>}
        <ActsBar
          label={words.actsOf(event.id)}
          acts={event.acts}
          names={words.acts}
          primary="confirmation"
          onOpen={(chosen) => acting.open(chosen, '')}
        />
      </>
    );
  }
  const takesReason = act === 'rejection' || act === 'withdrawal' || act === 'dismissal';
  return (
    <ActForm
      name={words.acts[act]}
      confirm={words.confirm[act]}
      isBusy={acting.isBusy}
      trouble={acting.trouble}
      effect={words.effects[act]}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={acting.close}
    >
      {act === 'match' && <Field label={words.instruction} value={instructionId} onChange={setInstruction} />}
      {takesReason && <Remark value={reason} onChange={setReason} />}
    </ActForm>
  );
}
