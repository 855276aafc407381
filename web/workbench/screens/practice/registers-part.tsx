import { Button } from 'antd';
import { useId, useState, type SyntheticEvent } from 'react';
import { faultOf } from '../../api/problem.ts';
import { loadRegister, REGISTERS, setAvailability, type Register } from '../../api/resources/practice.ts';
import { Choice } from '../../parts/act-form.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { usePracticeWords } from '../../words/practice.ts';

/** What the practice registers know, and whether they answer. */
export function RegistersPart() {
  const words = usePracticeWords();
  const [register, setRegister] = useState<Register>('certificates');
  const [file, setFile] = useState<File | null>(null);
  const [replace, setReplace] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  const name = words.names[register];
  async function carryOut(act: () => Promise<string>) {
    setError(null);
    try {
      say(await act());
    } catch (failure) {
      setError(failure);
    }
  }
  const switchTo = (available: boolean) =>
    carryOut(async () => {
      await setAvailability(register, available);
      return available ? words.answering(name) : words.failing(name);
    });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (file !== null) {
      void carryOut(async () => {
        const { rows, stored } = await loadRegister(register, await file.text(), replace);
        return words.loaded(name, rows, stored);
      });
    }
  };
  return (
    <Section title={words.registers}>
      {fault !== null && <ProblemAlert fault={fault} />}
      <form aria-label={words.registers} className="fields-row" onSubmit={submit}>
        <Choice
          label={words.register}
          value={register}
          options={REGISTERS.map((code) => [code, words.names[code]] as const)}
          onChange={(code) => setRegister(REGISTERS.find((one) => one === code) ?? register)}
        />
        <FileFields isReplacing={replace} onReplace={setReplace} onFile={setFile} />
        <Button htmlType="submit">{words.load}</Button>
        <Button onClick={() => void switchTo(false)}>{words.fail}</Button>
        <Button onClick={() => void switchTo(true)}>{words.answer}</Button>
      </form>
    </Section>
  );
}

interface FileFieldsProps {
  readonly isReplacing: boolean;
  readonly onReplace: (isReplacing: boolean) => void;
  readonly onFile: (file: File | null) => void;
}

function FileFields({ isReplacing, onReplace, onFile }: FileFieldsProps) {
  const words = usePracticeWords();
  const fileId = useId();
  const replaceId = useId();
  return (
    <>
      <div className="line-field">
        <label htmlFor={fileId}>{words.file}</label>
        <input
          id={fileId}
          type="file"
          accept=".csv,text/csv"
          onChange={({ target }) => onFile(target.files?.[0] ?? null)}
        />
      </div>
      <div>
        <input
          id={replaceId}
          type="checkbox"
          checked={isReplacing}
          onChange={({ target }) => onReplace(target.checked)}
        />{' '}
        <label htmlFor={replaceId}>{words.replace}</label>
      </div>
    </>
  );
}
