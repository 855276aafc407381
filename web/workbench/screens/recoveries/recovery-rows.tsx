import { useState } from 'react';
import { Link } from 'wouter';
import type { Recovery } from '../../api/resources/recoveries.ts';
import { dayOf, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { EntryForms } from './entry-forms.tsx';
import { RecoveryHistory } from './recovery-history.tsx';

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
  const no = recovery.claimNo ?? recovery.grantNo ?? recovery.id;
  const to = recovery.claimId === null ? `/grants/${recovery.grantId}` : `/claims/${recovery.claimId}`;
  const toggle = (what: Opened) => setOpened(opened === what ? null : what);
  const { claimId } = recovery;
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Link href={to}>{no}</Link>
        </th>
        <td className="text">{recovery.partyName}</td>
        <td className="num">{yuan(recovery.amountFen)}</td>
        <td className="num">
          <button type="button" className="link" onClick={() => toggle('history')}>
            {yuan(recovery.recoveredFen)} <span className="hidden">{words.historyOf(no)}</span>
          </button>
        </td>
        <td>
          <Mark tone={recovery.closedAt === null ? 'warn' : 'ok'}>{words.states[recovery.state]}</Mark>{' '}
          {recovery.waiting.length > 0 && <Mark tone="warn">{words.waits}</Mark>}
        </td>
        <td>{dayOf(recovery.openedAt)}</td>
        <td>
          <div className="buttons">
            <Toggle word={words.history} no={no} isOpen={opened === 'history'} onToggle={() => toggle('history')} />
            {entriesOf(recovery).map((kind) => (
              <Toggle key={kind} word={words[kind]} no={no} isOpen={opened === kind} onToggle={() => toggle(kind)} />
            ))}
          </div>
        </td>
      </tr>
      {opened !== null && (
        <tr className="recovery-open">
          <td colSpan={7}>
            {opened === 'history' || claimId === null ? (
              <RecoveryHistory recovery={recovery} no={no} />
            ) : (
              <EntryForms
                key={opened}
                kind={opened}
                claimId={claimId}
                no={no}
                party={{ id: recovery.partyId, name: recovery.partyName }}
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
