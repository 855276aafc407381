import { useId, useState, type SyntheticEvent } from 'react';
import { faultOf } from '../../api/problem.ts';
import { PURPOSES, reveal, type Purpose, type Reveal } from '../../api/resources/reveals.ts';
import { Choice, Field } from '../../parts/act-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useCaseWords } from '../../words/case.ts';
import { useFrameWords } from '../../words/frame.ts';

interface RevealDialogProps extends Pick<Reveal, 'resource' | 'fields' | 'reference'> {
  /** What stands chosen at first. */
  readonly purpose?: Purpose;
  readonly onClose: () => void;
  readonly onShown: (values: Readonly<Record<string, string>>) => void;
}

/** Asks for what the values are needed before they are shown. */
export function RevealDialog({
  resource,
  fields,
  reference,
  purpose: first = 'review',
  onClose,
  onShown,
}: RevealDialogProps) {
  const words = useCaseWords().reveal;
  const { dialog } = useFrameWords();
  const form = useId();
  const [purpose, setPurpose] = useState<Purpose>(first);
  const [number, setNumber] = useState(reference);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function ask() {
    setError(null);
    try {
      onShown(await reveal({ resource, fields, purpose, reference: number }));
    } catch (failure) {
      setError(failure);
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void ask();
  };
  const foot = (
    <>
      <button type="button" className="plain" onClick={onClose}>
        {dialog.cancel}
      </button>
      <button type="submit" form={form} className="plain primary">
        {words.confirm}
      </button>
    </>
  );
  return (
    <Dialog title={words.button} onClose={onClose} foot={foot}>
      <form id={form} onSubmit={submit} className="fields">
        {fault !== null && <ProblemAlert fault={fault} />}
        <Choice
          label={words.purpose}
          options={PURPOSES.map((one) => [one, words.purposes[one]] as const)}
          value={purpose}
          onChange={(chosen) => setPurpose(PURPOSES.find((one) => one === chosen) ?? purpose)}
        />
        <Field label={words.number} value={number} onChange={setNumber} />
        <p className="quiet">{words.note}</p>
      </form>
    </Dialog>
  );
}
