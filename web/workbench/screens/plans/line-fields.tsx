import { Button } from 'antd';
import type { AnnualPlan, PlanOfOrgan } from '../../api/resources/plans.ts';
import { usePlansWords } from '../../words/plans.ts';
import { newLine, type TypedLine } from './typed-lines.ts';

interface LineFieldsProps {
  readonly lines: readonly TypedLine[];
  readonly onChange: (lines: readonly TypedLine[]) => void;
  readonly programs: AnnualPlan['programs'];
  /** Of a split each line names its organ; of a plan it has a budget instead. */
  readonly organs?: readonly PlanOfOrgan[];
}

/** Lines to be typed: programme and person-times, with a budget or an organ. */
export function LineFields({ lines, onChange, programs, organs }: LineFieldsProps) {
  const words = usePlansWords().lineField;
  const change = (key: string, typed: Partial<TypedLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...typed } : line)));
  return (
    <>
      <ul className="typed-lines">
        {lines.map((line, place) => (
          <li key={line.key}>
            {organs !== undefined && (
              <Pick
                label={words.organ(place + 1)}
                none={words.chooseOrgan}
                options={organs.map(({ organ, organName }) => [organ, organName])}
                value={line.organ}
                onChange={(organ) => change(line.key, { organ })}
              />
            )}
            <Pick
              label={words.program(place + 1)}
              none={words.chooseProgram}
              options={namesOf(programs, line.program)}
              value={line.program}
              onChange={(program) => change(line.key, { program })}
            />
            <Cell
              label={words.personTimes(place + 1)}
              value={line.personTimes}
              onChange={(personTimes) => change(line.key, { personTimes })}
            />
            {organs === undefined && (
              <Cell
                label={words.budget(place + 1)}
                value={line.budgetYuan}
                onChange={(budgetYuan) => change(line.key, { budgetYuan })}
              />
            )}
            <button
              type="button"
              className="plain"
              onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
            >
              {words.remove(place + 1)}
            </button>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => onChange([...lines, newLine()])}>{words.add}</Button>
      </div>
    </>
  );
}

/** Every programme that documents name, and the one that stands there already. */
function namesOf(programs: AnnualPlan['programs'], chosen: string): PickProps['options'] {
  const named = programs.map(({ program, name }) => [program, name] as const);
  return chosen === '' || programs.some(({ program }) => program === chosen) ? named : [...named, [chosen, chosen]];
}

interface PickProps extends CellProps {
  readonly none: string;
  readonly options: readonly (readonly [code: string, word: string])[];
}

function Pick({ label, none, options, value, onChange }: PickProps) {
  return (
    <select aria-label={label} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{none}</option>
      {options.map(([code, word]) => (
        <option key={code} value={code}>
          {word}
        </option>
      ))}
    </select>
  );
}

interface CellProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Cell({ label, value, onChange }: CellProps) {
  return (
    <input
      aria-label={label}
      placeholder={label}
      className="field"
      autoComplete="off"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
