import { useInfiniteQuery } from '@tanstack/react-query';
import { forget } from '../../api/queries.ts';
import { filesOfBatchQuery, type TakenFile } from '../../api/resources/bank-files.ts';
import type { Batch } from '../../api/resources/payouts.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { SaveLinks } from '../../parts/save-link.tsx';
import { Section } from '../../parts/section.tsx';
import { useBankFilesWords } from '../../words/bank-files.ts';
import { usePayoutsWords } from '../../words/payouts.ts';

type Format = Batch['fileFormats'][number];
type Encoding = 'utf-8' | 'gb18030';

/** In which encodings a format is offered; the banks' own tables are often read in GB 18030 alone. */
const ENCODINGS: Readonly<Record<Format, readonly (Encoding | null)[]>> = {
  'pain.001': [null],
  csv: ['utf-8', 'gb18030'],
  xlsx: [null],
  bankList: ['utf-8', 'gb18030'],
};

const idOf = ({ at, format, sha256 }: TakenFile) => `${at} ${format} ${sha256}`;

/** The batch as files for the bank, and who took which when. */
export function FilesOf({ batch }: { readonly batch: Batch }) {
  const words = usePayoutsWords().files;
  const list = useListed(useInfiniteQuery(filesOfBatchQuery(batch.id)), { name: batch.id, idOf });
  return (
    <Section title={words.title}>
      {batch.fileFormats.length > 0 && (
        <div className="exports">
          <SaveLinks
            files={batch.fileFormats.flatMap((format) =>
              ENCODINGS[format].map((encoding) => [
                addressOf(batch.id, format, encoding),
                encoding === null ? words.take[format] : `${words.take[format]} ${words.encodings[encoding]}`,
              ]),
            )}
            onSaved={() => {
              void list.onOwn();
              void forget(['filesOut']);
            }}
          />
        </div>
      )}
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useFileColumns()} />
    </Section>
  );
}

function addressOf(batchId: string, format: Format, encoding: Encoding | null): string {
  const asked = new URLSearchParams({ format, ...(encoding !== null && { encoding }) });
  return `/api/v1/payout-batches/${batchId}/file?${asked.toString()}`;
}

function useFileColumns(): readonly Column<TakenFile>[] {
  const { columns } = usePayoutsWords().files;
  const { formats } = useBankFilesWords();
  return columnsOf(columns, {
    format: ({ format }) => formats[format],
    lines: ['num', ({ lines }) => lines],
    sum: ['num', ({ controlSumFen }) => yuan(controlSumFen)],
    by: ({ takenBy }) => takenBy,
    at: ({ at }) => when(at),
    digest: ['mono', ({ sha256 }) => sha256.slice(0, 12)],
  });
}
