import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import {
  eveningsQuery,
  forgetBooks,
  runEvening,
  type DayGlance,
  type DayState,
  type Evening,
} from '../../api/resources/books.ts';
import { useAct } from '../../api/use-act.ts';
import { useListed } from '../../api/use-list.ts';
import { ActForm, Field } from '../../parts/act-form.tsx';
import { ActsBar, type ActOffered } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { Chips } from '../../parts/list-frame.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { say } from '../../parts/status-line.tsx';
import { useBooksWords } from '../../words/books.ts';
import { useRecordWords } from '../../words/records.ts';
import '../../parts/records.css';

const STATES: readonly DayState[] = ['false', 'true'];
const idOf = ({ day }: DayGlance) => day;

/** Each day with its newest run, and the form by which a day is reconciled now. */
export function EveningList() {
  const words = useBooksWords().evenings;
  const { filter } = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get('balanced'));
  const evenings = useInfiniteQuery(eveningsQuery(state));
  const list = useListed(evenings, { name: `evenings/${state ?? ''}`, idOf });
  const acts = evenings.data?.pages[0]?.acts;
  return (
    <section className="screen" aria-labelledby="evenings">
      <div className="bar">
        <h1 id="evenings">{words.heading}</h1>
      </div>
      {acts !== undefined && <RunForm acts={acts} />}
      <Chips
        label={filter}
        options={[
          ['', words.all],
          ['false', words.balanced.no],
          ['true', words.balanced.yes],
        ]}
        value={state ?? ''}
        onChange={(code) => setSearch(code === '' ? {} : { balanced: code })}
      />
      <ListTable
        label={words.table}
        empty={state === undefined ? words.empty : words.none}
        list={list}
        keyOf={idOf}
        columns={useDayColumns()}
      />
    </section>
  );
}

function useDayColumns(): readonly Column<DayGlance>[] {
  const words = useBooksWords().evenings;
  return columnsOf(words.columns, {
    day: ({ day }) => <Link href={`/reconciliations/${day}`}>{day}</Link>,
    state: ({ balanced }) => (
      <Mark tone={balanced ? 'ok' : 'warn'}>{balanced ? words.balanced.yes : words.balanced.no}</Mark>
    ),
    differences: [
      'num',
      ({ day, differences }) => <Link href={`/reconciliations/${day}#differences`}>{differences}</Link>,
    ],
    asOf: ({ asOf }) => when(asOf),
  });
}

/** A day is typed and compared; its record opens. */
function RunForm({ acts }: { readonly acts: readonly ActOffered<'run'>[] }) {
  const words = useBooksWords().evenings;
  const [, go] = useLocation();
  const [day, setDay] = useState('');
  const acting = useAct<'run', Evening>({
    send: (_act, sent) => runEvening(day, sent),
    onDone: (_act, run) => {
      say(words.done(run.day));
      void forgetBooks();
      go(`/reconciliations/${run.day}`);
    },
    lookAgain: async () => {
      await forgetBooks();
      return '';
    },
  });
  return acting.act === null ? (
    <ActsBar
      acts={acts}
      names={words.acts}
      primary="run"
      closed={acting.closed}
      onOpen={(act) => acting.open(act, '')}
    />
  ) : (
    <ActForm
      name={words.acts.run}
      confirm={words.confirm.run}
      isBusy={acting.isBusy}
      trouble={acting.trouble}
      closed={closedNow(acting, acts)}
      effect={words.effect}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={acting.close}
    >
      <Field label={words.day} type="date" value={day} onChange={setDay} />
    </ActForm>
  );
}
