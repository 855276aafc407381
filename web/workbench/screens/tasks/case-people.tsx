import { useState } from 'react';
import type { Claim, ClaimLine } from '../../api/resources/claims.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { useReveal } from '../../api/use-reveal.ts';
import { yuan } from '../../parts/format.ts';
import { Tick } from '../../parts/labelled.tsx';
import { Masked } from '../../parts/masked.tsx';
import { RevealButton, RevealDialog } from '../../parts/reveal.tsx';
import { useCaseWords } from '../../words/case.ts';
import { Section } from './case-parts.tsx';
import { fenOf } from './fen-of-line.ts';

/** Doubtful ones first, then the refused, then by position. */
function byDoubt(lines: readonly ClaimLine[]): readonly ClaimLine[] {
  return lines.toSorted((a, b) => doubtRank(a) - doubtRank(b) || a.position - b.position);
}

function doubtRank(line: ClaimLine): number {
  if (line.doubt !== null) {
    return 0;
  }
  return isNoted(line) ? 1 : 2;
}

function isNoted({ findings, refusals }: ClaimLine): boolean {
  return findings.length > 0 || refusals.length > 0;
}

interface PeopleProps {
  readonly claim: Claim;
  readonly lines: readonly ClaimLine[];
  /** Of the task: what each of them gets by it. */
  readonly purpose: Task['purpose'];
}

/** Everybody of the claim, masked; one line in clear for thirty seconds. */
export function People({ claim, lines, purpose }: PeopleProps) {
  const words = useCaseWords();
  const noted = lines.filter(isNoted);
  const [onlyNoted, setOnlyNoted] = useState(noted.length > 0);
  const { valuesOf, ask, dialog } = useReveal();
  const addressOf = (line: ClaimLine) => `claims/${claim.id}/lines/${line.id}`;
  const shown = byDoubt(onlyNoted ? noted : lines);
  return (
    <Section title={words.persons} note={`${shown.length} / ${lines.length}`}>
      <Tick label={words.onlyNoted} isChecked={onlyNoted} onChange={setOnlyNoted} />
      {shown.length === 0 ? (
        <p className="quiet">{words.noNoted}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={words.persons}>
          <table className="people" aria-label={words.persons}>
            <PeopleHead />
            <tbody>
              {shown.map((line) => (
                <Person
                  key={line.id}
                  line={line}
                  fen={fenOf(line, purpose)}
                  revealed={valuesOf(addressOf(line))}
                  onAsk={() =>
                    ask({ resource: addressOf(line), fields: ['name', 'idNumber'], reference: claim.claimNo })
                  }
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {dialog !== null && <RevealDialog {...dialog} />}
    </Section>
  );
}

function PeopleHead() {
  const words = useCaseWords().columns;
  return (
    <thead>
      <tr>
        <th scope="col">{words.position}</th>
        <th scope="col">{words.name}</th>
        <th scope="col">
          {words.idNumber} · {words.certificate}
        </th>
        <th scope="col" className="num">
          {words.hours}
        </th>
        <th scope="col" className="num">
          {words.amount}
        </th>
        <th scope="col">{words.state}</th>
        <th scope="col">
          <span className="hidden">{words.full}</span>
        </th>
      </tr>
    </thead>
  );
}

interface PersonProps {
  readonly line: ClaimLine;
  readonly fen: number;
  /** In clear, while it is shown. */
  readonly revealed: Readonly<Record<string, string>> | null;
  readonly onAsk: () => void;
}

function Person({ line, fen, revealed, onAsk }: PersonProps) {
  const words = useCaseWords();
  return (
    <tr className={line.doubt === 'undecided' ? 'warn' : undefined}>
      <td className="quiet">{line.position}</td>
      <th scope="row">{revealed?.['name'] ?? line.name}</th>
      <td>
        <Masked value={revealed?.['idNumber'] ?? line.idNumber} />
        <span className="mono certificate">{line.certificate?.number}</span>
      </td>
      <td className="num">{line.attendedHours}</td>
      <td className="num">{yuan(fen)}</td>
      <td>
        {words.lineStates[line.state]}
        {[...line.refusals, ...line.findings].map((note) => (
          <span key={note.code} className="remark">
            {note.detail} <span className="rule">{note.rule}</span>
            {'wantsDecision' in note && !note.wantsDecision && <> {words.forInformation}</>}
          </span>
        ))}
      </td>
      <td>
        <RevealButton isShown={revealed !== null} onAsk={onAsk} />
      </td>
    </tr>
  );
}
