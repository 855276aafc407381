import { useState, type SyntheticEvent } from 'react';
import { faultOf } from '../../api/problem.ts';
import { claimOfNumber } from '../../api/resources/audit.ts';
import { Field } from '../../parts/act-form.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useAuditWords } from '../../words/audit.ts';

/** The trail of a claim by its number. */
export function FindTrail({ onFound }: { readonly onFound: (claimId: string, claimNo: string) => void }) {
  const words = useAuditWords();
  const [no, setNo] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  async function find(claimNo: string) {
    setError(null);
    setMissing(null);
    try {
      const claimId = await claimOfNumber(claimNo);
      if (claimId === null) {
        setMissing(claimNo);
      } else {
        onFound(claimId, claimNo);
      }
    } catch (failure) {
      setError(failure);
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void find(no.trim());
  };
  return (
    <form className="fields-row" aria-label={words.show} onSubmit={submit}>
      <Field label={words.find} value={no} onChange={setNo} />
      <button type="submit" className="plain">
        {words.show}
      </button>
      {missing !== null && <p role="alert">{words.notFound(missing)}</p>}
      {fault !== null && <ProblemAlert fault={fault} />}
    </form>
  );
}
