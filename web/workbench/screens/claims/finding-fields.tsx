import { useQuery } from '@tanstack/react-query';
import { useContext } from 'react';
import { askedOf } from '../../api/asked.ts';
import { casesOfPartyQuery } from '../../api/resources/cases.ts';
import type { Finding } from '../../api/resources/recovery-acts.ts';
import { Choice, Field, Remark } from '../../parts/act-form.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { dayOf } from '../../parts/format.ts';
import { OwnScreens } from '../../parts/screen-link.tsx';
import { sentFen } from '../../parts/typed-money.ts';
import { useCasesWords } from '../../words/cases.ts';
import { useRecordWords } from '../../words/records.ts';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { FindingLines, type TypedLines } from './finding-lines.tsx';

const CAUSES = [
  'WRONG_AMOUNT',
  'LINE_NOT_ELIGIBLE',
  'INTEGRITY_CASE',
  'NEGATIVE_SETTLEMENT',
  'ADVANCE_NEVER_CLAIMED',
] as const satisfies readonly Finding['cause'][];
const PURPOSES = ['base', 'allowance', 'float', 'advance'] as const satisfies readonly Finding['purpose'][];

/** What is found, as it is typed. */
export interface TypedFinding {
  readonly cause: Finding['cause'];
  /** Empty: whichever was paid. */
  readonly purpose: string;
  readonly amount: string;
  /** Empty: of no case. */
  readonly caseId: string;
  readonly note: string;
  /** None: of nobody in particular. */
  readonly lines: TypedLines;
}

export const NO_FINDING: TypedFinding = {
  cause: 'WRONG_AMOUNT',
  purpose: '',
  amount: '',
  caseId: '',
  note: '',
  lines: {},
};

/** As it is sent; what is no amount is refused by the server, in its words. */
export function findingOf(claimId: string, { cause, purpose, amount, caseId, note, lines }: TypedFinding): Finding {
  const named = PURPOSES.find((one) => one === purpose);
  const chosen = Object.entries(lines).map(([lineId, typed]) => ({ lineId, amountFen: sentFen(typed) }));
  return {
    claimId,
    cause,
    amountFen: sentFen(amount),
    note,
    ...(named !== undefined && { purpose: named }),
    ...(caseId !== '' && { caseId }),
    ...(chosen.length > 0 && { lines: chosen }),
  };
}

interface FindingFieldsProps {
  readonly claimId: string;
  readonly partyId: string;
  readonly typed: TypedFinding;
  readonly onType: (change: Partial<TypedFinding>) => void;
}

/** What is to come back of a claim's payments, and why. */
export function FindingFields({ claimId, partyId, typed, onType }: FindingFieldsProps) {
  const { finding, causes } = useRecoveriesWords();
  const { purposes } = useRecordWords();
  return (
    <>
      <div className="fields-row">
        <Choice
          label={finding.cause}
          options={CAUSES.map((code) => [code, causes[code]] as const)}
          value={typed.cause}
          onChange={(code) => onType({ cause: CAUSES.find((one) => one === code) ?? typed.cause })}
        />
        <Choice
          label={finding.purpose}
          none={finding.anyPurpose}
          options={PURPOSES.map((code) => [code, purposes[code]] as const)}
          value={typed.purpose}
          onChange={(purpose) => onType({ purpose })}
        />
        <Field label={finding.amount} value={typed.amount} onChange={(amount) => onType({ amount })} />
        <CaseChoice partyId={partyId} value={typed.caseId} onChange={(caseId) => onType({ caseId })} />
      </div>
      <FindingLines claimId={claimId} typed={typed.lines} onType={(lines) => onType({ lines })} />
      <Remark label={finding.note} value={typed.note} onChange={(note) => onType({ note })} />
    </>
  );
}

interface CaseChoiceProps {
  readonly partyId: string;
  readonly value: string;
  readonly onChange: (caseId: string) => void;
}

/** The cases of the party, for those who have the screen of cases. */
function CaseChoice({ partyId, value, onChange }: CaseChoiceProps) {
  const { finding } = useRecoveriesWords();
  const words = useCasesWords();
  const hasCases = useContext(OwnScreens)('/cases');
  const { data, fault, onRetry } = askedOf(useQuery({ ...casesOfPartyQuery(partyId), enabled: hasCases }));
  if (fault !== null) {
    return <NotRead what={finding.casesWhat} fault={fault} onRetry={onRetry} />;
  }
  return data === undefined || data.length === 0 ? null : (
    <Choice
      label={finding.case}
      none={finding.noCase}
      options={data.map((one) => [one.id, finding.caseOf(words.findings[one.finding], dayOf(one.openedAt))] as const)}
      value={value}
      onChange={onChange}
    />
  );
}
