import { useQuery } from '@tanstack/react-query';
import { askedOf } from '../../api/asked.ts';
import { claimLinesQuery } from '../../api/resources/claims.ts';
import { callQuery } from '../../api/resources/grants.ts';
import { recipientsQuery, type Task } from '../../api/resources/tasks.ts';
import { Choice, Field } from '../../parts/act-form.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { yuan } from '../../parts/format.ts';
import { Tick } from '../../parts/labelled.tsx';
import { useActWords } from '../../words/acts.ts';
import { useCaseWords } from '../../words/case.ts';
import { useGrantsWords } from '../../words/grants.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords } from '../../words/records.ts';
import { Asked } from './case-parts.tsx';
import { asksFor, HOLD_CATEGORIES, ORGANS, type DecisionAct, type Extra } from './decision-body.ts';
import { isDecision, type ActName } from './use-panel.ts';

interface ActFieldsProps {
  readonly task: Task;
  readonly act: ActName;
  readonly extra: Extra;
  readonly onExtra: (extra: Extra) => void;
}

/** What only this act asks for, beside the remark. */
export function ActFields(props: ActFieldsProps) {
  const { act, extra, onExtra } = props;
  const words = useActWords();
  if (isDecision(act)) {
    return <DecisionFields {...props} act={act} />;
  }
  switch (act) {
    case 'transfer':
      return (
        <div className="fields">
          <Recipient {...props} />
          <NotKept />
        </div>
      );
    case 'extension':
      return (
        <div className="fields">
          <Field
            label={words.dueOn}
            type="date"
            value={extra.dueOn}
            onChange={(dueOn) => onExtra({ ...extra, dueOn })}
          />
          <NotKept />
        </div>
      );
    case 'claim':
    case 'release':
    case 'remind':
      return null;
    default:
      return act satisfies never;
  }
}

/** The draft of a case has no place for what only one act asks for. */
function NotKept() {
  return <p className="quiet">{useActWords().notKept}</p>;
}

/** Whom the server lets have the task. */
function Recipient({ task, extra, onExtra }: ActFieldsProps) {
  const words = useActWords();
  const { noted } = useRecordWords();
  const recipients = useQuery(recipientsQuery(task.id));
  return (
    <Asked what={words.to} query={recipients}>
      {(items) =>
        items.length === 0 ? (
          <p className="note">{words.noRecipient}</p>
        ) : (
          <Choice
            label={words.to}
            none={words.choose}
            options={items.map(
              ({ id, name, section }) => [id, section === null ? name : noted(name, section)] as const,
            )}
            value={extra.to}
            onChange={(to) => onExtra({ ...extra, to })}
          />
        )
      }
    </Asked>
  );
}

type DecisionFieldsProps = ActFieldsProps & { readonly act: DecisionAct };

function DecisionFields(props: DecisionFieldsProps) {
  const { act, extra, onExtra } = props;
  const words = useActWords();
  const organs = useOrganWords();
  const fields = [
    asksFor(act, 'organ') && (
      <Choice
        key="organ"
        label={words.organ}
        none={words.choose}
        options={ORGANS.map((organ) => [organ, organs[organ]] as const)}
        value={extra.organ}
        onChange={(organ) => onExtra({ ...extra, organ })}
      />
    ),
    asksFor(act, 'fund') && props.task.fundChoices.length > 0 && (
      <Choice
        key="fund"
        label={words.fund}
        none={words.byLaw}
        options={props.task.fundChoices.map(({ code, label }) => [code, label] as const)}
        value={extra.fund}
        onChange={(chosen) =>
          onExtra({ ...extra, fund: props.task.fundChoices.find(({ code }) => code === chosen)?.code ?? '' })
        }
      />
    ),
    asksFor(act, 'hold') && <HoldFields key="hold" {...props} />,
    asksFor(act, 'points') && <Points key="points" {...props} />,
    asksFor(act, 'upheldLines') && props.task.refusalCodes.length > 0 && <UpheldLines key="lines" {...props} />,
    asksFor(act, 'documentNo') && (
      <Field
        key="documentNo"
        label={words.documentNo}
        value={extra.documentNo}
        onChange={(documentNo) => onExtra({ ...extra, documentNo })}
      />
    ),
    asksFor(act, 'agreementNo') && (
      <Field
        key="agreementNo"
        label={words.agreementNo}
        value={extra.agreementNo}
        onChange={(agreementNo) => onExtra({ ...extra, agreementNo })}
      />
    ),
    asksFor(act, 'recoverFen') && <Recovered key="recover" {...props} />,
    asksFor(act, 'amountFen') && props.task.recoveryId !== undefined && <AskedBack key="amount" {...props} />,
  ].filter((field) => field !== false);
  return fields.length === 0 ? null : (
    <div className="fields">
      {fields}
      <NotKept />
    </div>
  );
}

function HoldFields({ extra, onExtra }: DecisionFieldsProps) {
  const words = useActWords();
  return (
    <>
      <Choice
        label={words.category}
        options={HOLD_CATEGORIES.map((code) => [code, words.categories[code]] as const)}
        value={extra.category}
        onChange={(category) => onExtra({ ...extra, category })}
      />
      <Field label={words.until} type="date" value={extra.until} onChange={(until) => onExtra({ ...extra, until })} />
    </>
  );
}

/** An objection to a group without names is upheld for the people who are ticked. */
function UpheldLines({ task, extra, onExtra }: DecisionFieldsProps) {
  const words = useCaseWords();
  const claimId = task.objectedTo?.claimId ?? '';
  const lines = useQuery({ ...claimLinesQuery(claimId), enabled: claimId !== '' });
  const toggle = (lineId: string, isChosen: boolean) =>
    onExtra({
      ...extra,
      lineIds: isChosen ? [...extra.lineIds, lineId] : extra.lineIds.filter((one) => one !== lineId),
    });
  return (
    <fieldset className="corrections">
      <legend>{words.upheldFor}</legend>
      <Asked what={words.persons} query={lines}>
        {(all) =>
          all.map(({ id, position, name }) => (
            <Tick
              key={id}
              label={`${position} ${name}`}
              isChecked={extra.lineIds.includes(id)}
              onChange={(isChosen) => toggle(id, isChosen)}
            />
          ))
        }
      </Asked>
    </fieldset>
  );
}

/** What a revocation asks back; the proposal of the withdrawal stands beside it. */
function Recovered({ task, extra, onExtra }: DecisionFieldsProps) {
  const words = useActWords();
  return (
    <Field
      label={words.recover}
      value={extra.recoverYuan}
      onChange={(recoverYuan) => onExtra({ ...extra, recoverYuan })}
      {...(task.proposal !== undefined && { hint: words.proposed(yuan(task.proposal.recoverFen)) })}
    />
  );
}

/** What is asked back after all: less than was found, by an approval or by a ruling. */
function AskedBack({ act, extra, onExtra }: DecisionFieldsProps) {
  const words = useActWords();
  const hints: Readonly<Partial<Record<DecisionAct, string>>> = words.askedBackHints;
  return (
    <Field
      label={words.askedBack}
      value={extra.amountYuan}
      onChange={(amountYuan) => onExtra({ ...extra, amountYuan })}
      {...(hints[act] !== undefined && { hint: hints[act] })}
    />
  );
}

/** An expert's own sheet: points for each criterion of the call, and the declaration. */
function Points({ task, extra, onExtra }: DecisionFieldsProps) {
  const words = useGrantsWords();
  const callId = task.callId ?? '';
  const { data, fault, onRetry } = askedOf(useQuery({ ...callQuery(callId), enabled: callId !== '' }));
  return (
    <>
      <NotRead what={words.criteria} fault={fault} onRetry={onRetry} />
      {data?.body.criteria.map(({ key, label, maxPoints }) => (
        <Field
          key={key}
          label={label}
          hint={words.points(maxPoints)}
          value={extra.points[key] ?? ''}
          onChange={(points) => onExtra({ ...extra, points: { ...extra.points, [key]: points } })}
        />
      ))}
      <Tick
        label={words.noConflict}
        isChecked={extra.noConflict}
        onChange={(noConflict) => onExtra({ ...extra, noConflict })}
      />
    </>
  );
}
