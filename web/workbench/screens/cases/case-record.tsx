import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Read } from '../../api/client.ts';
import { faultOf } from '../../api/problem.ts';
import { actOnCase, caseQuery, forgetCase, type CaseActName, type IntegrityCase } from '../../api/resources/cases.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Choice, Field, Remark } from '../../parts/act-form.tsx';
import { ActsBar } from '../../parts/acts-bar.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { say } from '../../parts/status-line.tsx';
import { useCasesWords } from '../../words/cases.ts';
import { useRecordWords } from '../../words/records.ts';
import { CaseBody } from './case-body.tsx';

/** One case: what was found, what it holds, and how it ends. */
export function CaseRecord({ caseId }: { readonly caseId: string }) {
  const words = useCasesWords();
  const { back } = useRecordWords();
  const found = useQuery(caseQuery(caseId));
  return (
    <article className="record">
      <Link href="/cases" className="back">
        {back}
      </Link>
      <AskedOnce
        isPage
        what={words.what}
        data={found.data}
        fault={faultOf(found.error)}
        onRetry={() => void found.refetch()}
      >
        {(read) => (
          <>
            <CaseBody of={read.body} />
            <CaseActs read={read} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

function CaseActs({ read: { body: of, etag } }: { readonly read: Read<IntegrityCase> }) {
  const words = useCasesWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState({ outcome: '', document: '', reason: '' });
  const acting = useAct<CaseActName, IntegrityCase>({
    send: (act, sent) => {
      const { outcome, document, reason } = typed;
      const transfer = document.trim() === '' ? {} : { transferDocumentNo: document.trim() };
      return actOnCase(of.id, { act, closure: { outcome, ...transfer, reason } }, sent);
    },
    onDone: (act) => {
      say(`${words.done[act]} ${of.party.name}`);
      void forgetCase(of.id);
    },
    lookAgain: async () => (await client.fetchQuery({ ...caseQuery(of.id), staleTime: 0 })).etag,
  });
  const { act } = acting;
  if (act === null) {
    return (
      <footer className="record-foot">
        <ActsBar
          acts={of.acts}
          names={words.acts}
          primary="closure"
          closed={acting.closed}
          onOpen={(chosen) => acting.open(chosen, etag)}
        />
      </footer>
    );
  }
  return (
    <footer className="record-foot open">
      <ActForm
        name={words.acts[act]}
        confirm={words.confirm[act]}
        isBusy={acting.isBusy}
        trouble={acting.trouble}
        closed={closedNow(acting, of.acts)}
        effect={words.effects[act]}
        onSend={acting.submit}
        onLook={acting.look}
        onClose={acting.close}
      >
        {act === 'closure' && (
          <>
            <div className="fields-row">
              <Outcome of={of} value={typed.outcome} onChange={(outcome) => setTyped({ ...typed, outcome })} />
              <Field
                label={words.document}
                value={typed.document}
                onChange={(document) => setTyped({ ...typed, document })}
              />
            </div>
            <Remark label={words.reason} value={typed.reason} onChange={(reason) => setTyped({ ...typed, reason })} />
          </>
        )}
      </ActForm>
    </footer>
  );
}

interface OutcomeProps {
  readonly of: IntegrityCase;
  readonly value: string;
  readonly onChange: (outcome: string) => void;
}

/** What the case may end with, as the server lists it; where no document has a ladder, it is typed. */
function Outcome({ of: { outcomes }, value, onChange }: OutcomeProps) {
  const words = useCasesWords();
  return outcomes === null ? (
    <Field label={words.outcome} value={value} onChange={onChange} />
  ) : (
    <Choice
      label={words.outcome}
      none={words.choose}
      value={value}
      options={outcomes.map(({ code, label }) => [code, label] as const)}
      onChange={onChange}
    />
  );
}
