import { useInfiniteQuery } from '@tanstack/react-query';
import {
  claimPapersQuery,
  claimPayoutsQuery,
  linesQuery,
  type ClaimPaper,
  type ClaimPayout,
} from '../../api/resources/claim-lists.ts';
import type { ClaimLine } from '../../api/resources/claims.ts';
import { useListed } from '../../api/use-list.ts';
import { useReveal } from '../../api/use-reveal.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { Exports } from '../../parts/exports.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListPart } from '../../parts/list-table.tsx';
import { PaperLink } from '../../parts/paper-link.tsx';
import { Masked } from '../../parts/masked.tsx';
import { RevealButton, RevealDialog } from '../../parts/reveal.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useClaimsWords } from '../../words/claims.ts';
import { useRecordWords } from '../../words/records.ts';

interface OfClaim {
  readonly claimId: string;
}

const idOf = ({ id }: { readonly id: string }) => id;

/** Everybody of the claim, masked; one line in clear for thirty seconds. */
export function Lines({ claimId, claimNo }: OfClaim & { readonly claimNo: string }) {
  const words = useClaimsWords();
  const { dialog, ...revealing } = useReveal();
  const list = useListed(useInfiniteQuery(linesQuery(claimId)), { name: claimId, idOf });
  return (
    <>
      <ListPart
        label={words.lines}
        anchor="people"
        empty={words.noLines}
        list={list}
        keyOf={idOf}
        columns={useLineColumns({ ...revealing, claimId, claimNo })}
        foot={<Exports path={`/api/v1/claims/${claimId}/lines`} />}
      />
      {dialog !== null && <RevealDialog {...dialog} />}
    </>
  );
}

function Noted({ line }: { readonly line: ClaimLine }) {
  const noted = [...line.refusals, ...line.findings];
  return noted.map(({ code, rule, detail }) => (
    <span key={code} className="noted">
      {detail} <span className="rule">{rule}</span>
    </span>
  ));
}

export function Papers({ claimId }: OfClaim) {
  const words = useClaimsWords();
  const list = useListed(useInfiniteQuery(claimPapersQuery(claimId)), { name: claimId, idOf });
  return <ListPart label={words.papers} empty={words.noPapers} list={list} keyOf={idOf} columns={usePaperColumns()} />;
}

export function Payouts({ claimId }: OfClaim) {
  const words = useClaimsWords();
  const list = useListed(useInfiniteQuery(claimPayoutsQuery(claimId)), { name: claimId, idOf });
  return (
    <ListPart label={words.payouts} empty={words.noPayouts} list={list} keyOf={idOf} columns={usePayoutColumns()} />
  );
}

type Revealing = Pick<ReturnType<typeof useReveal>, 'valuesOf' | 'ask'> & OfClaim & { readonly claimNo: string };

function useLineColumns({ valuesOf, ask, claimId, claimNo }: Revealing): readonly Column<ClaimLine>[] {
  const words = useClaimsWords();
  const { none } = useRecordWords();
  const addressOf = ({ id }: ClaimLine) => `claims/${claimId}/lines/${id}`;
  const shownOf = (line: ClaimLine) => valuesOf(addressOf(line));
  return columnsOf(words.lineColumns, {
    position: ({ position }) => position,
    name: (line) => shownOf(line)?.['name'] ?? line.name,
    idNumber: (line) => <Masked value={shownOf(line)?.['idNumber'] ?? line.idNumber} />,
    hours: ['num', ({ attendedHours }) => attendedHours],
    certificate: ({ certificate }) => certificate?.number ?? none,
    amount: ['num', ({ baseFen }) => yuan(baseFen)],
    state: ({ state }) => words.lineStates[state],
    noted: (line) => <Noted line={line} />,
    full: (line) => (
      <RevealButton
        isShown={shownOf(line) !== null}
        onAsk={() => ask({ resource: addressOf(line), fields: ['name', 'idNumber'], reference: claimNo })}
      />
    ),
  });
}

function usePaperColumns(): readonly Column<ClaimPaper>[] {
  const words = useClaimsWords();
  const { none } = useRecordWords();
  return columnsOf(words.paperColumns, {
    label: (paper) => <PaperLink of={paper} />,
    of: (paper) => words.ofs[paper.of],
    name: ({ name }) => name ?? none,
    version: ({ version, versions }) => words.version(version, versions),
    at: ({ uploadedAt }) => when(uploadedAt),
  });
}

function usePayoutColumns(): readonly Column<ClaimPayout>[] {
  const words = useClaimsWords();
  const { purposes } = useRecordWords();
  return columnsOf(words.payoutColumns, {
    batch: ({ batchId }) => (
      <ScreenLink href={`/payouts/${batchId}`} otherwise={words.inBatch}>
        {words.openBatch}
      </ScreenLink>
    ),
    purpose: ({ purpose }) => purposes[purpose],
    payee: ({ payee }) => payee,
    amount: ['num', ({ amountFen }) => yuan(amountFen)],
    state: ({ state }) => words.payoutStates[state],
    since: ({ stateSince }) => when(stateSince),
  });
}
