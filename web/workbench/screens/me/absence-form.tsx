import { useState } from 'react';
import { enterAbsence, foreseeAbsence, type OwnAbsence } from '../../api/resources/me.ts';
import { faultOf } from '../../api/problem.ts';
import { ActForm, Field } from '../../parts/act-form.tsx';
import { useMeWords } from '../../words/me.ts';
import { SeatWarnings, sentencesOf, type Foreseen } from './seat-warnings.tsx';

interface AbsenceFormProps {
  readonly now: OwnAbsence;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The days and the deputy: first what follows from it is shown, then it can be confirmed. */
export function AbsenceForm({ now, onClose, onDone }: AbsenceFormProps) {
  const words = useMeWords();
  const [typed, setTyped] = useState({
    from: now.from ?? '',
    until: now.until ?? '',
    deputy: now.deputy ?? '',
    note: now.note ?? '',
  });
  const [foreseen, setForeseen] = useState<Foreseen | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = (part: Partial<typeof typed>) => {
    setTyped({ ...typed, ...part });
    setForeseen(null);
  };
  async function send() {
    const { from, until, deputy, note } = typed;
    const asked = { from, until, ...(deputy.trim() !== '' && { deputy: deputy.trim() }), ...(note !== '' && { note }) };
    setBusy(true);
    setError(null);
    try {
      if (foreseen === null) {
        setForeseen(await foreseeAbsence(asked));
      } else {
        await enterAbsence(asked);
        onDone();
      }
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  return (
    <ActForm
      name={words.enter}
      confirm={foreseen === null ? words.foresee : words.confirmEnter}
      isBusy={isBusy}
      trouble={faultOf(error)}
      closed={null}
      onSend={() => void (isBusy || send())}
      onLook={() => undefined}
      onClose={onClose}
    >
      <div className="fields-row">
        <Field type="date" label={words.from} value={typed.from} onChange={(from) => change({ from })} />
        <Field type="date" label={words.until} value={typed.until} onChange={(until) => change({ until })} />
        <Field label={words.deputy} value={typed.deputy} onChange={(deputy) => change({ deputy })} />
        <Field label={words.note} value={typed.note} onChange={(note) => change({ note })} />
      </div>
      {foreseen !== null && (
        <div role="group" aria-label={words.foresee}>
          <SeatWarnings of={foreseen} />
          {sentencesOf(foreseen).length === 0 && <p className="quiet">{words.noWarning}</p>}
        </div>
      )}
    </ActForm>
  );
}
