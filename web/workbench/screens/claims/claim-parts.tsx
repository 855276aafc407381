import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { claimPapersQuery, claimPayoutsQuery, linesQuery } from '../../api/resources/claim-lists.ts';
import type { ClaimLine } from '../../api/resources/claims.ts';
import { useListed } from '../../api/use-list.ts';
import { Exports } from '../../parts/exports.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Masked } from '../../parts/masked.tsx';
import { Section } from '../../parts/section.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useClaimsWords } from '../../words/claims.ts';
import { useRecordWords } from '../../words/records.ts';

interface OfClaim {
  readonly claimId: string;
}

const idOf = ({ id }: { readonly id: string }) => id;

export function Lines({ claimId }: OfClaim) {
  const words = useClaimsWords();
  const { none } = useRecordWords();
  const list = useListed(useInfiniteQuery(linesQuery(claimId)), { name: claimId, idOf });
  return (
    <Section title={words.lines} id="people">
      <ListFrame
        what={words.lines}
        empty={words.noLines}
        list={list}
        foot={<Exports path={`/api/v1/claims/${claimId}/lines`} />}
      >
        <SimpleTable
          label={words.lines}
          columns={Object.values(words.lineColumns)}
          rows={list.rows.map((line) => ({
            key: line.id,
            cells: [
              line.position,
              line.name,
              <Masked key="id" value={line.idNumber} />,
              line.attendedHours,
              line.certificate?.number ?? none,
              yuan(line.baseFen),
              words.lineStates[line.state],
              <Noted key="noted" line={line} />,
            ],
          }))}
        />
      </ListFrame>
    </Section>
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
  const { none } = useRecordWords();
  const list = useListed(useInfiniteQuery(claimPapersQuery(claimId)), { name: claimId, idOf });
  return (
    <Section title={words.papers}>
      <ListFrame what={words.papers} empty={words.noPapers} list={list}>
        <SimpleTable
          label={words.papers}
          columns={Object.values(words.paperColumns)}
          rows={list.rows.map((paper) => ({
            key: paper.id,
            cells: [
              <a key="label" href={`/api/v1/files/${paper.id}`} target="_blank" rel="noreferrer">
                {paper.label}
              </a>,
              words.ofs[paper.of],
              paper.name ?? none,
              words.version(paper.version, paper.versions),
              when(paper.uploadedAt),
            ],
          }))}
        />
      </ListFrame>
    </Section>
  );
}

export function Payouts({ claimId }: OfClaim) {
  const words = useClaimsWords();
  const { purposes } = useRecordWords();
  const list = useListed(useInfiniteQuery(claimPayoutsQuery(claimId)), { name: claimId, idOf });
  return (
    <Section title={words.payouts}>
      <ListFrame what={words.payouts} empty={words.noPayouts} list={list}>
        <SimpleTable
          label={words.payouts}
          columns={Object.values(words.payoutColumns)}
          rows={list.rows.map((payout) => ({
            key: payout.id,
            cells: [
              <Link key="batch" href={`/payouts/${payout.batchId}`}>
                {words.openBatch}
              </Link>,
              purposes[payout.purpose],
              payout.payee,
              yuan(payout.amountFen),
              words.payoutStates[payout.state],
              when(payout.stateSince),
            ],
          }))}
        />
      </ListFrame>
    </Section>
  );
}
