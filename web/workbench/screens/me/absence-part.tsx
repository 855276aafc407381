import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { endAbsence, ownAbsenceQuery, type OwnAbsence } from '../../api/resources/me.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useMeWords } from '../../words/me.ts';
import { AbsenceForm } from './absence-form.tsx';
import { SeatWarnings } from './seat-warnings.tsx';

/** When one is away and who stands in. */
export function AbsencePart() {
  const words = useMeWords();
  const client = useQueryClient();
  const absence = useQuery(ownAbsenceQuery);
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  const again = () => client.invalidateQueries({ queryKey: ownAbsenceQuery.queryKey });
  async function end() {
    setError(null);
    try {
      await endAbsence();
      say(words.ended);
      await again();
    } catch (failure) {
      setError(failure);
    }
  }
  return (
    <Section title={words.absence}>
      {fault !== null && <ProblemAlert fault={fault} />}
      <AskedOnce
        what={words.absenceWhat}
        data={absence.data}
        fault={faultOf(absence.error)}
        onRetry={() => void absence.refetch()}
      >
        {(now) => (
          <>
            <Standing absence={now} />
            {isOpen ? (
              <AbsenceForm
                now={now}
                onClose={() => setOpen(false)}
                onDone={() => {
                  setOpen(false);
                  say(words.entered);
                  void again();
                }}
              />
            ) : (
              <div className="buttons">
                <Button onClick={() => setOpen(true)}>{words.enter}</Button>
                {now.from !== null && <Button onClick={() => void end()}>{words.end}</Button>}
              </div>
            )}
          </>
        )}
      </AskedOnce>
    </Section>
  );
}

function Standing({ absence }: { readonly absence: OwnAbsence }) {
  const words = useMeWords();
  if (absence.from === null || absence.until === null) {
    return <p className="quiet">{words.present}</p>;
  }
  return (
    <>
      <p>
        <Mark tone="warn">{words.states[absence.state]}</Mark> {words.period(absence.from, absence.until)} ·{' '}
        {absence.deputy === null ? words.noDeputy : words.deputyIs(absence.deputyName ?? absence.deputy)}
      </p>
      {absence.note !== null && <q>{absence.note}</q>}
      <SeatWarnings of={absence} />
    </>
  );
}
