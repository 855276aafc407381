import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { faultOf } from '../../api/problem.ts';
import {
  bankFileQuery,
  decideBankFile,
  forgetBankFiles,
  type BankFile,
  type BankFileActName,
} from '../../api/resources/bank-files.ts';
import { useAct } from '../../api/use-act.ts';
import { Remark } from '../../parts/act-form.tsx';
import { ActsFoot } from '../../parts/acts-foot.tsx';
import { AskedOnce } from '../../parts/asked.tsx';
import { when } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { useBankFilesWords } from '../../words/bank-files.ts';
import { useRecordWords } from '../../words/records.ts';
import { FileReport } from './file-report.tsx';
import { FileRows } from './file-rows.tsx';
import { FILE_TONES } from './tones.ts';
import '../../parts/records.css';

/** One file of a bank: who brought it, what it brings or brought, and what another person may do with it. */
export function BankFileRecord({ bankFileId }: { readonly bankFileId: string }) {
  const words = useBankFilesWords();
  const { back } = useRecordWords();
  const file = useQuery(bankFileQuery(bankFileId));
  return (
    <article className="record">
      <p className="buttons">
        <Link href="/bank-files" className="back">
          {back}
        </Link>
        <span className="grow" />
        <Link href="/payouts/unmatched">{words.toUnmatched}</Link>
      </p>
      <AskedOnce
        isPage
        what={words.record.what}
        data={file.data}
        fault={faultOf(file.error)}
        onRetry={() => void file.refetch()}
      >
        {(found) => (
          <>
            <Head file={found} />
            <FileReport file={found} />
            <FileRows file={found} />
            <FileActs file={found} />
          </>
        )}
      </AskedOnce>
    </article>
  );
}

function Head({ file }: { readonly file: BankFile }) {
  const words = useBankFilesWords();
  const { decidedBy, decidedAt, reason } = file;
  return (
    <>
      <header className="record-head">
        <h1>{file.fileName}</h1>
        <Mark tone={FILE_TONES[file.state]}>{words.states[file.state]}</Mark>
      </header>
      <dl className="facts">
        <Fact word={words.record.kind}>
          {words.kinds[file.kind]} <span className="mono">{file.kind}</span>
        </Fact>
        <Fact word={words.record.by}>{words.record.at(file.enteredBy, when(file.enteredAt))}</Fact>
        {decidedBy !== null && decidedAt !== null && (
          <Fact word={reason === null ? words.record.decided : words.record.refused}>
            {words.record.at(decidedBy, when(decidedAt))}
          </Fact>
        )}
        {reason !== null && <Fact word={words.record.reason}>{reason}</Fact>}
        <Fact word={words.record.sha}>
          <span className="mono breaks">{file.sha256}</span>
        </Fact>
      </dl>
    </>
  );
}

function FileActs({ file }: { readonly file: BankFile }) {
  const words = useBankFilesWords();
  const [reason, setReason] = useState('');
  const acting = useAct<BankFileActName, BankFile>({
    send: (act, sent) => decideBankFile(file.id, { act, reason }, sent),
    onDone: (act) => {
      say(`${words.done[act]} ${file.fileName}`);
      setReason('');
      void forgetBankFiles();
    },
    lookAgain: async () => {
      await forgetBankFiles();
      return '';
    },
  });
  return (
    <ActsFoot acts={file.acts} words={words} primary="confirmation" danger="rejection" acting={acting} etag="">
      {(act) => act === 'rejection' && <Remark value={reason} onChange={setReason} />}
    </ActsFoot>
  );
}
