import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { askedOf } from '../../api/asked.ts';
import { forgetCase, openCase, type IntegrityCase, type OpenedCase } from '../../api/resources/cases.ts';
import { classesQuery, type Party } from '../../api/resources/relations.ts';
import { useAct } from '../../api/use-act.ts';
import { ActForm, Choice, Remark } from '../../parts/act-form.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { say } from '../../parts/status-line.tsx';
import { useCasesWords } from '../../words/cases.ts';
import { PartyPicker } from './party-picker.tsx';

const FINDINGS = ['FALSE_ADVERTISING', 'SUBCONTRACTING', 'FRAUD', 'FAKE_TRAINING', 'DIVERSION'] as const;
type Finding = OpenedCase['finding'];

interface OpenCaseFormProps {
  readonly onClose: () => void;
  readonly onOpened: (caseId: string) => void;
}

const NOTHING = { partyId: '', party: '', filingId: '', suspectedCrime: false, note: '' };

/** The act of the form, which stands open from the beginning. */
function useOpening(typed: typeof NOTHING, finding: Finding, onOpened: (caseId: string) => void) {
  const words = useCasesWords();
  const { open, ...acting } = useAct<'open', IntegrityCase>({
    send: (_, sent) => {
      const { partyId, filingId, suspectedCrime, note } = typed;
      const about = filingId === '' ? {} : { filingId };
      return openCase({ partyId, ...about, finding, suspectedCrime, note }, sent);
    },
    onDone: (_, { id, party }) => {
      say(words.opened(party.name));
      void forgetCase(id);
      onOpened(id);
    },
    lookAgain: async () => '',
  });
  const isOpened = acting.act !== null;
  useEffect(() => {
    if (!isOpened) {
      open('open', '');
    }
  }, [isOpened, open]);
  return acting;
}

/** A forbidden act of a party is entered; what it suspends is said before. */
export function OpenCaseForm({ onClose, onOpened }: OpenCaseFormProps) {
  const words = useCasesWords();
  const crime = useId();
  const [typed, setTyped] = useState(NOTHING);
  const [finding, setFinding] = useState<Finding>('FRAUD');
  const change = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part });
  const acting = useOpening(typed, finding, onOpened);
  return (
    <ActForm
      name={words.openForm}
      confirm={words.confirmOpen}
      isDanger
      isBusy={acting.isBusy}
      trouble={acting.trouble}
      closed={null}
      effect={words.openEffect}
      onSend={acting.submit}
      onLook={acting.look}
      onClose={onClose}
    >
      <div className="fields-row">
        <PartyPicker value={typed.partyId} onChange={(partyId, party) => change({ partyId, party, filingId: '' })} />
        <ClassChoice
          party={{ id: typed.partyId, name: typed.party }}
          value={typed.filingId}
          onChange={(filingId) => change({ filingId })}
        />
        <Choice
          label={words.finding}
          value={finding}
          options={FINDINGS.map((code) => [code, words.findings[code]] as const)}
          onChange={(code) => setFinding(FINDINGS.find((one) => one === code) ?? finding)}
        />
        <div>
          <input
            id={crime}
            type="checkbox"
            checked={typed.suspectedCrime}
            onChange={({ target }) => change({ suspectedCrime: target.checked })}
          />{' '}
          <label htmlFor={crime}>{words.crime}</label>
        </div>
      </div>
      <Remark label={words.note} value={typed.note} onChange={(note) => change({ note })} />
    </ActForm>
  );
}

interface ClassChoiceProps {
  readonly party: Party;
  readonly value: string;
  readonly onChange: (filingId: string) => void;
}

/** The class that the finding is about, said by its claim; without one the whole party is meant. */
function ClassChoice({ party, value, onChange }: ClassChoiceProps) {
  const words = useCasesWords();
  const classes = useQuery({ ...classesQuery(party), enabled: party.id !== '' });
  const { data = [], fault, onRetry } = askedOf(classes);
  return (
    <>
      <Choice
        label={words.filing}
        none={words.wholeParty}
        value={value}
        options={data.map(({ filingId, claimNo, occupation }) => [
          filingId ?? '',
          [claimNo, occupation?.name].filter(Boolean).join(' · '),
        ])}
        onChange={onChange}
      />
      <NotRead what={words.filingsWhat} fault={fault} onRetry={onRetry} />
    </>
  );
}
