import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { faultOf } from '../../api/problem.ts';
import type { RecoveryActName } from '../../api/resources/recovery-acts.ts';
import { claimsOfPartyQuery, type Recovery } from '../../api/resources/recoveries.ts';
import { Choice, Field, Remark } from '../../parts/act-form.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useFrameWords } from '../../words/frame.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { useRecoveriesWords } from '../../words/recoveries.ts';
import { NO_DAY, type Typed } from './use-recovery-act.ts';

interface FieldsProps {
  readonly act: RecoveryActName;
  readonly recovery: Recovery;
  readonly typed: Typed;
  readonly onType: (change: Partial<Typed>) => void;
}

/** What an act on a recovery asks for. */
export function RecoveryFields({ act, recovery, typed, onType }: FieldsProps) {
  const words = useRecoveriesWords();
  const reason = <Remark label={words.reason} value={typed.reason} onChange={(said) => onType({ reason: said })} />;
  switch (act) {
    case 'approval':
      return (
        <Field
          label={words.approvedAmount}
          hint={words.approvedHint}
          value={typed.amount}
          onChange={(amount) => onType({ amount })}
        />
      );
    case 'refusal':
      return reason;
    case 'repayment':
    case 'setOff':
      return <MoneyFields act={act} recovery={recovery} typed={typed} onType={onType} />;
    case 'instalments':
      return <PlanFields typed={typed} onType={onType} />;
    case 'writeOff':
      return (
        <>
          <Field label={words.documentNo} value={typed.documentNo} onChange={(documentNo) => onType({ documentNo })} />
          {reason}
        </>
      );
    case 'confirmInstalments':
    case 'confirmWriteOff':
      return null;
    default:
      return act satisfies never;
  }
}

function MoneyFields({ act, recovery, typed, onType }: FieldsProps) {
  const words = useRecoveriesWords();
  return (
    <div className="fields-row">
      {act === 'setOff' && (
        <DueClaims partyId={recovery.partyId} value={typed.from} onChange={(from) => onType({ from })} />
      )}
      <Field
        label={words.amount}
        hint={words.amountHint}
        value={typed.amount}
        onChange={(amount) => onType({ amount })}
      />
      {act === 'repayment' && (
        <Field
          label={words.bankReference}
          value={typed.bankReference}
          onChange={(bankReference) => onType({ bankReference })}
        />
      )}
    </div>
  );
}

interface DueClaimsProps {
  readonly partyId: string;
  readonly value: string;
  readonly onChange: (claimId: string) => void;
}

/** The claims of the same party; which of them has something due is the server's to say. */
function DueClaims({ partyId, value, onChange }: DueClaimsProps) {
  const words = useRecoveriesWords();
  const { claimStates } = useRecordWords();
  const { failed } = useFrameWords().list;
  const claims = useQuery(claimsOfPartyQuery(partyId));
  const fault = faultOf(claims.error);
  return (
    <>
      {fault !== null && <ProblemAlert fault={fault} before={failed(words.claimsWhat)} />}
      <Choice
        label={words.from}
        none={claims.isPending ? words.reading : words.choose}
        value={value}
        options={(claims.data ?? []).map(({ id, claimNo, state }) => [
          id,
          `${claimNo} · ${wordOf(claimStates, state)}`,
        ])}
        onChange={onChange}
      />
    </>
  );
}

/** The dates of a plan; whether they sum is the server's to say. */
function PlanFields({ typed, onType }: Pick<FieldsProps, 'typed' | 'onType'>) {
  const words = useRecoveriesWords();
  const { plan } = typed;
  const change = (at: number, part: Partial<(typeof plan)[number]>) =>
    onType({ plan: plan.map((day, position) => (position === at ? { ...day, ...part } : day)) });
  return (
    <>
      {plan.map(({ dueOn, amount }, at) => (
        <div key={words.planDay(at + 1)} className="fields-row">
          <Field
            label={words.planDay(at + 1)}
            type="date"
            value={dueOn}
            onChange={(typedDay) => change(at, { dueOn: typedDay })}
          />
          <Field
            label={words.planAmount(at + 1)}
            value={amount}
            onChange={(typedAmount) => change(at, { amount: typedAmount })}
          />
        </div>
      ))}
      <div className="buttons">
        <Button onClick={() => onType({ plan: [...plan, NO_DAY] })}>{words.addDay}</Button>
        {plan.length > 1 && <Button onClick={() => onType({ plan: plan.slice(0, -1) })}>{words.dropDay}</Button>}
      </div>
    </>
  );
}
