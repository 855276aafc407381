import type { Dispatch } from 'react';
import type { ClaimLine } from '../../api/resources/claims.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { yuan } from '../../parts/format.ts';
import { Tick } from '../../parts/labelled.tsx';
import { Masked } from '../../parts/masked.tsx';
import { useCaseWords } from '../../words/case.ts';
import { Section } from './case-parts.tsx';
import { namesOf } from './corrections.tsx';
import { fenOf } from './fen-of-line.ts';
import type { RefusalCode, Ruling, Typed, Typing } from './typed.ts';

/** A reason for which a line may be refused, in words. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly label: string;
}

interface FindingsProps {
  /** The task is done: nothing is decided any more. */
  readonly isOver: boolean;
  readonly purpose: Task['purpose'];
  readonly lines: readonly ClaimLine[];
  readonly refusals: readonly Refusal[];
  readonly typed: Typed;
  readonly onType: Dispatch<Typing>;
}

/** The lines that the server wants decided, one by one, with a reason inline; what was accepted before stands with its reason. */
export function Findings({ isOver, purpose, lines, refusals, typed, onType }: FindingsProps) {
  const words = useCaseWords();
  const asked = lines.filter(({ doubt }) => doubt !== null);
  const names = namesOf(asked.map(({ id, name }) => ({ pointer: id, label: name })));
  const open = asked.filter(({ id, doubt }) => doubt === 'undecided' && !isRuled(typed.rulings[id])).length;
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
              name={names.get(line.id) ?? line.name}
              isOver={isOver}
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
  /** Of the person, also where another one has the same masked name. */
  readonly name: string;
  readonly isOver: boolean;
  readonly fen: number;
  readonly refusals: readonly Refusal[];
  readonly ruling: Ruling | undefined;
  readonly onRule: (ruling: Ruling) => void;
}

function Finding(props: FindingProps) {
  const { line, name, isOver, fen, ruling } = props;
  const words = useCaseWords();
  const findings = line.findings.filter((finding) => finding.wantsDecision);
  return (
    <li className={!isRuled(ruling) && line.doubt === 'undecided' ? 'open' : 'settled'}>
      <p>
        <b>{name}</b> <Masked value={line.idNumber} /> <span className="sum-of-line">{yuan(fen)}</span>
      </p>
      {findings.map((finding) => (
        <p key={finding.code}>
          {finding.detail} <span className="rule">{finding.rule}</span>
        </p>
      ))}
      {line.doubt === 'accepted' && <p className="quiet">{words.acceptedBefore(line.acceptedRemark ?? '')}</p>}
      {!isOver && <RulingFields {...props} findings={findings} />}
    </li>
  );
}

/** Accepted or refused, with the reason, which can be typed before and after the choice. */
function RulingFields({ line, name, refusals, ruling, onRule, findings }: FindingProps & Pick<ClaimLine, 'findings'>) {
  const words = useCaseWords();
  const fitting = refusals.find(({ code }) => findings.some((finding) => finding.code === code)) ?? refusals[0];
  const before: Ruling = ruling ?? { isAccepted: null, code: fitting?.code ?? 'REFUSED_BY_REVIEWER', remark: '' };
  return (
    <div className="ruling">
      <div role="radiogroup" aria-label={words.findingsOf(name)}>
        {[true, false].map((isAccepted) => (
          <Tick
            key={String(isAccepted)}
            oneOf={`ruling-${line.id}`}
            label={isAccepted ? words.acceptLine : words.refuseLine}
            isChecked={before.isAccepted === isAccepted}
            onChange={() => onRule({ ...before, isAccepted })}
          />
        ))}
      </div>
      {before.isAccepted === false && refusals.length > 0 && (
        <select
          aria-label={words.codeOf(name)}
          value={before.code}
          onChange={({ target }) =>
            onRule({ ...before, code: refusals.find((one) => one.code === target.value)?.code ?? before.code })
          }
        >
          {refusals.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      )}
      <input
        className="field"
        aria-label={words.reasonOf(name)}
        placeholder={words.reasonOf(name)}
        value={before.remark}
        onChange={({ target }) => onRule({ ...before, remark: target.value })}
      />
    </div>
  );
}

function isRuled(ruling: Ruling | undefined): boolean {
  return ruling !== undefined && ruling.isAccepted !== null;
}
