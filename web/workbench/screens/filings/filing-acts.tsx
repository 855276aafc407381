import { useState } from 'react';
import { addVisit, forgetFiling, type NewVisit } from '../../api/resources/filing-lists.ts';
import type { ClassFiling } from '../../api/resources/filings.ts';
import { useAct } from '../../api/use-act.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { ActForm, Choice, Field, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { say } from '../../parts/status-line.tsx';
import { useFilingsWords } from '../../words/filings.ts';

const KINDS = ['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT'] as const;
const NOTHING: NewVisit = { kind: KINDS[0], visitedOn: '', note: '' };

/** The lower edge of a class: a visit is recorded here; its review is a task. */
export function FilingActs({ filing }: { readonly filing: ClassFiling }) {
  const words = useFilingsWords();
  const [typed, setTyped] = useState(NOTHING);
  const acting = useAct<'addSupervision', void>({
    send: (_act, { key }) => addVisit(filing.id, typed, key),
    onDone: () => {
      say(words.visit.done(filing.filingNo ?? filing.id));
      setTyped(NOTHING);
      void forgetFiling(filing.id);
    },
    lookAgain: async () => {
      await forgetFiling(filing.id);
      return '';
    },
  });
  const visits = filing.acts.flatMap(({ act, ...of }) => (act === 'addSupervision' ? [{ act, ...of }] : []));
  // Its one act, as the key for the first act of a case has it on the desk.
  useKeys({
    approve: () => acting.act === null && visits.some(({ allowed }) => allowed) && acting.open('addSupervision', ''),
  });
  if (acting.act === null) {
    return (
      <footer className="record-foot">
        <ActsBar
          acts={visits}
          names={{ addSupervision: words.visit.name }}
          primary="addSupervision"
          closed={acting.closed}
          onOpen={(act) => acting.open(act, '')}
        />
      </footer>
    );
  }
  return (
    <footer className="record-foot open">
      <ActForm
        name={words.visit.name}
        confirm={words.visit.confirm}
        isBusy={acting.isBusy}
        trouble={acting.trouble}
        closed={closedNow(acting, visits)}
        effect={words.visit.effect}
        onSend={acting.submit}
        onLook={acting.look}
        onClose={acting.close}
      >
        <VisitFields typed={typed} onType={setTyped} />
      </ActForm>
    </footer>
  );
}

function VisitFields({ typed, onType }: { readonly typed: NewVisit; readonly onType: (typed: NewVisit) => void }) {
  const words = useFilingsWords();
  return (
    <>
      <div className="fields-row">
        <Choice
          label={words.visit.kind}
          options={KINDS.map((kind) => [kind, words.visitKinds[kind]] as const)}
          value={typed.kind}
          onChange={(code) => onType({ ...typed, kind: KINDS.find((kind) => kind === code) ?? typed.kind })}
        />
        <Field
          label={words.visit.day}
          type="date"
          value={typed.visitedOn}
          onChange={(visitedOn) => onType({ ...typed, visitedOn })}
        />
      </div>
      <Remark label={words.visit.note} value={typed.note} onChange={(note) => onType({ ...typed, note })} />
    </>
  );
}
