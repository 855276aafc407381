import { Button } from 'antd';
import { useId, useState, type SyntheticEvent } from 'react';
import { PURPOSES, type Purpose } from '../../api/resources/reveals.ts';
import { Choice, Field } from '../../parts/act-form.tsx';
import { useClaimsWords } from '../../words/claims.ts';

interface TextSearchProps {
  readonly value: string;
  readonly onFind: (q: string) => void;
}

/** By number or party. */
export function TextSearch({ value, onFind }: TextSearchProps) {
  const words = useClaimsWords();
  const [typed, setTyped] = useState(value);
  const id = useId();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onFind(typed.trim());
  };
  return (
    <form role="search" aria-label={words.search} className="fields-row" onSubmit={submit}>
      <div className="line-field">
        <label htmlFor={id}>{words.search}</label>
        <input id={id} type="search" value={typed} onChange={({ target }) => setTyped(target.value)} />
      </div>
      <Button htmlType="submit">{words.find}</Button>
    </form>
  );
}

interface IdSearchFormProps {
  readonly onFind: (asked: { readonly idNumber: string; readonly purpose: Purpose }) => void;
}

/** By the whole ID number, with a purpose; the number leaves the field with the search. */
export function IdSearchForm({ onFind }: IdSearchFormProps) {
  const words = useClaimsWords();
  const [idNumber, setIdNumber] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('review');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onFind({ idNumber: idNumber.trim(), purpose });
    setIdNumber('');
  };
  return (
    <details>
      <summary>{words.byId}</summary>
      <form aria-label={words.byId} className="fields-row" onSubmit={submit}>
        <Field label={words.idNumber} value={idNumber} onChange={setIdNumber} hint={words.byIdNote} />
        <Choice
          label={words.purpose}
          options={PURPOSES.map((one) => [one, words.purposes[one]] as const)}
          value={purpose}
          onChange={(code) => setPurpose(PURPOSES.find((one) => one === code) ?? purpose)}
        />
        <Button htmlType="submit">{words.find}</Button>
      </form>
    </details>
  );
}
