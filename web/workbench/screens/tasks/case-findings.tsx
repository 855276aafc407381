import type { Dispatch } from 'react';
import type { ClaimLine } from '../../api/resources/claims.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { yuan } from '../../parts/format.ts';
import { Tick } from '../../parts/labelled.tsx';
import { Masked } from '../../parts/masked.tsx';
import { useCaseWords } from '../../words/case.ts';
import { Section } from './case-parts.tsx';
import { fenOf } from './fen-of-line.ts';
import type { RefusalCode, Ruling, Typed, Typing } from './typed.ts';

/** A reason for which a line may be refused, in words. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly label: string;
}

interface FindingsProps {
  readonly purpose: Task['purpose'];
  readonly lines: readonly ClaimLine[];
  readonly refusals: readonly Refusal[];
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
}

/** The lines that the server wants decided, one by one, with a reason inline; what was accepted before stands with its reason. */
export function Findings({ purpose, lines, refusals, typed, onType }: FindingsProps) {
  const words = useCaseWords();
  const asked = lines.filter(({ doubt }) => doubt !== null);
  const open = asked.filter(({ id, doubt }) => doubt === 'undecided' && typed.rulings[id] === undefined).length;
  const note = open > 0 ? <span className="mark warn">{words.undecided(open)}</span> : null;
  const isDone = asked.length > 0 && open === 0;
  return (
    <Section title={words.decide} note={isDone ? <span className="mark ok">✓ {words.allDecided}</span> : note}>
      {asked.length === 0 ? (
        <p className="quiet">{words.noFinding}</p>
      ) : (
        <ul className="findings">
          {asked.map((line) => (
            <Finding
              key={line.id}
              line={line}
              fen={fenOf(line, purpose)}
              refusals={refusals}
              ruling={typed.rulings[line.id]}
              onRule={(ruling) => onType({ kind: 'rule', lineId: line.id, ruling })}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface FindingProps {
  readonly line: ClaimLine;
  readonly fen: number;
  readonly refusals: readonly Refusal[];
  readonly ruling: Ruling | undefined;
  readonly onRule: (ruling: Ruling) => void;
}

function Finding({ line, fen, refusals, ruling, onRule }: FindingProps) {
  const words = useCaseWords();
  const findings = line.findings.filter((finding) => finding.wantsDecision);
  const fitting = refusals.find(({ code }) => findings.some((finding) => finding.code === code)) ?? refusals[0];
  const before: Ruling = ruling ?? { isAccepted: false, code: fitting?.code ?? 'REFUSED_BY_REVIEWER', remark: '' };
  const group = words.findingsOf(line.name);
  return (
    <li className={ruling === undefined && line.doubt === 'undecided' ? 'open' : 'settled'}>
      <p>
        <b>{line.name}</b> <Masked value={line.idNumber} /> <span className="sum-of-line">{yuan(fen)}</span>
      </p>
      {findings.map((finding) => (
        <p key={finding.code}>
          {finding.detail} <span className="rule">{finding.rule}</span>
        </p>
      ))}
      {line.doubt === 'accepted' && <p className="quiet">{words.acceptedBefore(line.acceptedRemark ?? '')}</p>}
      <div className="ruling">
        <div role="radiogroup" aria-label={group}>
          {[true, false].map((isAccepted) => (
            <Tick
              key={String(isAccepted)}
              oneOf={`ruling-${line.id}`}
              label={isAccepted ? words.acceptLine : words.refuseLine}
              isChecked={ruling?.isAccepted === isAccepted}
              onChange={() => onRule({ ...before, isAccepted })}
            />
          ))}
        </div>
        {ruling?.isAccepted === false && refusals.length > 0 && (
          <select
            aria-label={words.codeOf(line.name)}
            value={ruling.code}
            onChange={({ target }) =>
              onRule({ ...ruling, code: refusals.find((one) => one.code === target.value)?.code ?? ruling.code })
            }
          >
            {refusals.map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        )}
        {ruling !== undefined && (
          <input
            className="field"
            aria-label={words.reasonOf(line.name)}
            placeholder={words.reasonOf(line.name)}
            value={ruling.remark}
            onChange={({ target }) => onRule({ ...ruling, remark: target.value })}
          />
        )}
      </div>
    </li>
  );
}
