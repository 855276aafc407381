import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import {
  bankFilesQuery,
  filesOutQuery,
  type BankFileGlance,
  type FileOfBatch,
} from '../../api/resources/bank-files.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListPart } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useBankFilesWords } from '../../words/bank-files.ts';
import { FileUpload } from './file-upload.tsx';
import { FILE_TONES } from './tones.ts';

const idOf = ({ id }: { readonly id: string }) => id;

/** Files in both directions, and where a maker brings one. */
export function BankFileLists() {
  const words = useBankFilesWords();
  const files = useInfiniteQuery(bankFilesQuery);
  const came = useListed(files, { name: 'bankFiles', idOf });
  const left = useListed(useInfiniteQuery(filesOutQuery), { name: 'filesOut', idOf });
  const acts = files.data?.pages[0]?.acts ?? [];
  return (
    <section className="screen" aria-labelledby="bank-files">
      <div className="bar">
        <h1 id="bank-files">{words.heading}</h1>
        <Link href="/payouts/unmatched">{words.toUnmatched}</Link>
      </div>
      {acts.map((upload) => (
        <FileUpload key={upload.act} offered={upload} />
      ))}
      <ListPart label={words.in.table} empty={words.in.empty} list={came} keyOf={idOf} columns={useColumnsIn()} />
      <ListPart label={words.out.table} empty={words.out.empty} list={left} keyOf={idOf} columns={useColumnsOut()} />
    </section>
  );
}

function useColumnsIn(): readonly Column<BankFileGlance>[] {
  const words = useBankFilesWords();
  return columnsOf(words.in.columns, {
    file: ['text', ({ id, fileName }) => <Link href={`/bank-files/${id}`}>{fileName}</Link>],
    kind: ({ kind }) => words.kinds[kind],
    state: ({ state, untaken }) => (
      <>
        <Mark tone={FILE_TONES[state]}>{words.states[state]}</Mark>
        {untaken !== null && ` ${words.in.untaken}`}
      </>
    ),
    entries: ['num', ({ entries }) => entries],
    matched: ['num', ({ matched }) => matched],
    unmatched: ['num', ({ unmatched }) => unmatched],
    by: ({ enteredBy }) => enteredBy,
    at: ({ enteredAt }) => when(enteredAt),
  });
}

function useColumnsOut(): readonly Column<FileOfBatch>[] {
  const words = useBankFilesWords();
  return columnsOf(words.out.columns, {
    batch: ({ batchId, batchNo }) => <Link href={`/payouts/${batchId}`}>{batchNo}</Link>,
    format: ({ format }) => words.formats[format],
    lines: ['num', ({ lines }) => lines],
    sum: ['num', ({ controlSumFen }) => yuan(controlSumFen)],
    by: ({ takenBy }) => takenBy,
    at: ({ at }) => when(at),
  });
}
