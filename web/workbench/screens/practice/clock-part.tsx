import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { faultOf } from '../../api/problem.ts';
import { queries } from '../../api/queries.ts';
import { moveClock, practiceClockQuery } from '../../api/resources/practice.ts';
import { Field } from '../../parts/act-form.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { dayOf, when } from '../../parts/format.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePracticeWords } from '../../words/practice.ts';

/** The time of the practice environment, and how it is moved forward. */
export function ClockPart() {
  const words = usePracticeWords();
  const clock = useQuery(practiceClockQuery);
  return (
    <Section title={words.clock}>
      <AskedOnce
        what={words.clockWhat}
        data={clock.data}
        fault={faultOf(clock.error)}
        onRetry={() => void clock.refetch()}
      >
        {(found) =>
          found === null ? (
            <p className="empty">{words.none}</p>
          ) : (
            <>
              <p>{words.now(`${dayOf(found.now)} ${when(found.now).slice('06-23 '.length)}`)}</p>
              <MoveForm />
            </>
          )
        }
      </AskedOnce>
    </Section>
  );
}

function MoveForm() {
  const words = usePracticeWords();
  const [typed, setTyped] = useState({ days: '1', to: '' });
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function move() {
    setBusy(true);
    setError(null);
    try {
      const { now } = await moveClock(
        typed.to === '' ? { advanceDays: Number(typed.days) } : { advanceTo: `${typed.to}T09:00:00+08:00` },
      );
      say(words.moved(dayOf(now)));
      await queries.invalidateQueries();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isBusy) {
      void move();
    }
  };
  return (
    <form aria-label={words.move} onSubmit={submit}>
      {fault !== null && <ProblemAlert fault={fault} />}
      <div className="fields-row">
        <Field label={words.days} value={typed.days} onChange={(days) => setTyped({ ...typed, days })} />
        <Field type="date" label={words.to} value={typed.to} onChange={(to) => setTyped({ ...typed, to })} />
        <Button type="primary" htmlType="submit" aria-disabled={isBusy}>
          {words.move}
        </Button>
        {isBusy && <span className="quiet">{words.moving}</span>}
      </div>
    </form>
  );
}
