import { useState } from 'react';
import {
  enterResults,
  forgetBatch,
  type Batch,
  type Instruction,
  type ResultsReport,
} from '../../api/resources/payouts.ts';
import { useAct } from '../../api/use-act.ts';
import { headsOf, TableFrame } from '../../parts/data-table.tsx';
import { ActForm } from '../../parts/act-form.tsx';
import { closedNow } from '../../parts/closed-now.ts';
import { yuan } from '../../parts/format.ts';
import { say } from '../../parts/status-line.tsx';
import { fenOf } from '../../parts/typed-money.ts';
import { usePayoutsWords } from '../../words/payouts.ts';
import { REPORTED, type TypedResult } from './typed-results.ts';

const EMPTY: TypedResult = { state: '', amount: '', valueDate: '', reasonCode: '', bankReference: '' };

/** What is typed of a batch, by the id of the instruction. */
type AllTyped = Readonly<Record<string, TypedResult>>;

export const NO_RESULTS: AllTyped = {};

interface ResultsFormProps {
  readonly batch: Batch;
  readonly typed: AllTyped;
  readonly onType: (typed: AllTyped) => void;
  /** After the server has said that they are entered. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/**
 * Results of the bank, typed by hand line by line. They count once another person has confirmed them. What was typed
 * stays with the batch while the form is closed.
 */
export function ResultsForm({ batch, typed, onType, onDone, onClose }: ResultsFormProps) {
  const words = usePayoutsWords();
  const done = () => {
    onDone();
    onClose();
  };
  const { acting, chosen, notes, send } = useResults(batch, typed, done);
  return (
    <footer className="record-foot open">
      <ActForm
        name={words.acts.results}
        confirm={words.confirm.results}
        isBusy={acting.isBusy}
        trouble={notes.length > 0 ? { kind: 'faulty', messages: notes } : acting.trouble}
        closed={closedNow(acting, batch.acts)}
        effect={words.effects.results(chosen.length, batch.instructions.length)}
        onSend={send}
        onLook={acting.look}
        onClose={onClose}
      >
        <TableFrame
          label={words.acts.results}
          heads={headsOf(words.results.columns, ['claim', 'state', 'amount', 'valueDate', 'reference', 'reason'])}
        >
          <tbody>
            {batch.instructions.map((instruction) => (
              <ResultFields
                key={instruction.id}
                instruction={instruction}
                typed={typed[instruction.id] ?? EMPTY}
                onType={(of) => onType({ ...typed, [instruction.id]: of })}
              />
            ))}
          </tbody>
        </TableFrame>
      </ActForm>
    </footer>
  );
}

/** A result is chosen as soon as its list names one. */
function isChosen({ state: chosen }: TypedResult): boolean {
  return chosen !== '';
}

/** What was chosen is sent as one list; what does not fit is named with its claim, and nothing of the list is taken. */
function useResults(batch: Batch, typed: AllTyped, onDone: () => void) {
  const words = usePayoutsWords();
  const [notes, setNotes] = useState<readonly string[]>([]);
  const chosen = batch.instructions.filter(({ id }) => isChosen(typed[id] ?? EMPTY));
  const acting = useAct<'results', ResultsReport>({
    begin: { act: 'results', etag: '' },
    send: (_act, { key }) =>
      enterResults(
        batch.id,
        chosen.map(({ id }) => rowOf(id, typed[id] ?? EMPTY)),
        key,
      ),
    // The first row of a table is its second line.
    faultsOf: ({ errors }) =>
      errors.map(({ row, message }) => words.results.faultOf(chosen[row - 2]?.claimNo ?? '', message)),
    onDone: () => {
      say(`${words.done.results} ${batch.batchNo}`);
      onDone();
      void forgetBatch(batch.id);
    },
    lookAgain: async () => {
      await forgetBatch(batch.id);
      return '';
    },
  });
  const send = () => {
    const unreadable = chosen
      .filter(({ id }) => fenOf((typed[id] ?? EMPTY).amount) === null)
      .map(({ id, claimNo, amountFen }) =>
        (typed[id] ?? EMPTY).amount.trim() === ''
          ? words.results.noAmount(claimNo, yuan(amountFen))
          : words.results.unreadable(claimNo),
      );
    const found = chosen.length === 0 ? [words.results.nothing] : unreadable;
    setNotes(found);
    if (found.length === 0) {
      acting.submit();
    }
  };
  return { acting, chosen, notes, send };
}

function rowOf(instructionId: string, { state, amount, ...of }: TypedResult) {
  return { instructionId, state, amountFen: fenOf(amount), ...of };
}

interface ResultFieldsProps {
  readonly instruction: Instruction;
  readonly typed: TypedResult;
  readonly onType: (typed: TypedResult) => void;
}

function ResultFields({ instruction, typed, onType }: ResultFieldsProps) {
  const words = usePayoutsWords().results;
  const no = instruction.claimNo ?? instruction.id;
  // A bank that pays pays what was instructed; another amount is typed over it.
  const choose = (state: string) =>
    onType({ ...typed, state, amount: typed.amount === '' ? yuan(instruction.amountFen) : typed.amount });
  const field = (name: Exclude<keyof TypedResult, 'state'>, column: string, type: 'text' | 'date') => (
    <td key={name}>
      <input
        className="field"
        type={type}
        aria-label={words.fieldOf(no, column)}
        value={typed[name]}
        onChange={({ target }) => onType({ ...typed, [name]: target.value })}
      />
    </td>
  );
  return (
    <tr>
      <th scope="row">
        {no} <span className="quiet">{yuan(instruction.amountFen)}</span>
      </th>
      <td>
        <select
          aria-label={words.fieldOf(no, words.columns.state)}
          value={typed.state}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">{words.choose}</option>
          {REPORTED.map((state) => (
            <option key={state} value={state}>
              {words.reported[state]}
            </option>
          ))}
        </select>
      </td>
      {field('amount', words.columns.amount, 'text')}
      {field('valueDate', words.columns.valueDate, 'date')}
      {field('bankReference', words.columns.reference, 'text')}
      {field('reasonCode', words.columns.reason, 'text')}
    </tr>
  );
}
