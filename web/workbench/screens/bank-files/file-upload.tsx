import { Button } from 'antd';
import { useId, useState, type SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import { newKey } from '../../api/client.ts';
import { faultOf, isUnanswered } from '../../api/problem.ts';
import { enterBankFile, forgetBankFiles } from '../../api/resources/bank-files.ts';
import type { ActOffered } from '../../parts/acts-bar.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useBankFilesWords } from '../../words/bank-files.ts';

/** Where a maker brings a file; for others, why not. */
export function FileUpload({ offered }: { readonly offered: ActOffered<'upload'> }) {
  const { title } = useBankFilesWords().upload;
  return (
    <Section title={title}>
      {offered.allowed ? <UploadForm /> : <p className="quiet">{offered.why?.sentence}</p>}
    </Section>
  );
}

/** A maker's file: it opens with what it would bring, and waits there for another person. */
function UploadForm() {
  const words = useBankFilesWords().upload;
  const fileId = useId();
  const noteId = useId();
  const { isBusy, isMissing, error, choose, send } = useUpload();
  const fault = faultOf(error);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <>
      {fault !== null && <ProblemAlert fault={fault} before={words.failed} />}
      {isMissing && (
        <p role="alert" className="alert">
          {words.nothing}
        </p>
      )}
      <form aria-label={words.title} className="fields-row" onSubmit={submit}>
        <div className="line-field">
          <label htmlFor={fileId}>{words.file}</label>
          <input
            id={fileId}
            type="file"
            aria-describedby={noteId}
            accept=".xml,.csv,application/xml,text/xml,text/csv"
            onChange={({ target }) => choose(target.files?.[0] ?? null)}
          />
        </div>
        <Button type="primary" htmlType="submit" aria-disabled={isBusy}>
          {words.send}
        </Button>
        <span className="quiet">{isBusy && words.sending}</span>
      </form>
      <p id={noteId} className="quiet">
        {words.note}
      </p>
    </>
  );
}

/** The key stays the same until there is an answer; another file has another one. */
function useUpload() {
  const words = useBankFilesWords().upload;
  const [, go] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState(newKey);
  const [isBusy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setKey(newKey());
    setMissing(false);
    setError(null);
  };
  async function send() {
    setMissing(file === null);
    if (file === null || isBusy) {
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const entered = await enterBankFile(file, key);
      say(entered.duplicate ? words.duplicate(file.name) : words.done(file.name));
      void forgetBankFiles();
      go(`/bank-files/${entered.id}`);
    } catch (failure) {
      setError(failure);
      if (!isUnanswered(failure)) {
        setKey(newKey());
      }
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, isMissing, error, choose, send };
}
