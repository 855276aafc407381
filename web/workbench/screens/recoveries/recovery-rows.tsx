import { useState } from 'react';
import { Link } from 'wouter';
import type { Recovery } from '../../api/resources/recoveries.ts';
import { dayOf, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { EntryForm } from './entry-form.tsx';
import { RecoveryHistory } from './recovery-history.tsx';
import { TONES } from './tones.ts';
import { numberOf } from './use-recovery-act.ts';

const ENTRIES = ['repayment', 'setOff'] as const;
/** What the reader may enter now; a grant's money is entered at the grant. */
function entriesOf({ acts, claimId }: Recovery) {
  return claimId === null ? [] : ENTRIES.filter((kind) => acts.some(({ act, allowed }) => act === kind && allowed));
}
type Opened = 'history' | 'repayment' | 'setOff' | null;

/** One debt; below it its history, or the form of what is entered. */
export function RecoveryRows({ recovery }: { readonly recovery: Recovery }) {
  const words = useRecoveriesWords();
  const [opened, setOpened] = useState<Opened>(recovery.waiting.length > 0 ? 'history' : null);
  const no = numberOf(recovery);
  const toggle = (what: Opened) => setOpened(opened === what ? null : what);
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Link href={`/recoveries/${recovery.id}`}>{no}</Link>
        </th>
        <td className="text">{recovery.partyName}</td>
        <td className="num">{yuan(recovery.amountFen)}</td>
        <td className="num">
          <button type="button" className="link" onClick={() => toggle('history')}>
            {yuan(recovery.recoveredFen)} <span className="hidden">{words.historyOf(no)}</span>
          </button>
        </td>
        <td>
          <Mark tone={TONES[recovery.state]}>{words.states[recovery.state]}</Mark>{' '}
          {recovery.waiting.length > 0 && <Mark tone="warn">{words.waits}</Mark>}
        </td>
        <td>{dayOf(recovery.openedAt)}</td>
        <td className="text">
          <NextStep of={recovery} />
        </td>
        <td>
          <Toggles recovery={recovery} opened={opened} onToggle={toggle} />
        </td>
      </tr>
      {opened !== null && (
        <tr className="recovery-open">
          <td colSpan={8}>
            {opened === 'history' ? (
              <RecoveryHistory recovery={recovery} no={no} />
            ) : (
              <EntryForm
                key={opened}
                kind={opened}
                recovery={recovery}
                onClose={() => setOpened(null)}
                onDone={() => setOpened('history')}
              />
            )}
          </td>
        </tr>
      )}
    </tbody>
  );
}

interface TogglesProps {
  readonly recovery: Recovery;
  readonly opened: Opened;
  readonly onToggle: (what: Opened) => void;
}

function Toggles({ recovery, opened, onToggle }: TogglesProps) {
  const words = useRecoveriesWords();
  const no = numberOf(recovery);
  return (
    <div className="buttons">
      <Toggle word={words.history} no={no} isOpen={opened === 'history'} onToggle={() => onToggle('history')} />
      {entriesOf(recovery).map((kind) => (
        <Toggle key={kind} word={words.acts[kind]} no={no} isOpen={opened === kind} onToggle={() => onToggle(kind)} />
      ))}
    </div>
  );
}

/** Why it waits, and the days that come next. */
function NextStep({ of }: { readonly of: Recovery }) {
  const words = useRecoveriesWords();
  const { diagnosis, payBy, appealBy, nextDunningAt, closedAt } = of;
  const days = [
    payBy !== null && words.payBy(payBy),
    appealBy !== null && words.appealBy(appealBy),
    nextDunningAt !== null && words.reminderOn(dayOf(nextDunningAt)),
  ].filter((day) => day !== false);
  return (
    <>
      {diagnosis?.sentence}
      {closedAt === null && days.length > 0 && <span className="quiet"> {days.join(' · ')}</span>}
    </>
  );
}

interface ToggleProps {
  readonly word: string;
  readonly no: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Toggle({ word, no, isOpen, onToggle }: ToggleProps) {
  return (
    <button type="button" className="plain" aria-expanded={isOpen} onClick={onToggle}>
      {word} <span className="hidden">{no}</span>
    </button>
  );
}
