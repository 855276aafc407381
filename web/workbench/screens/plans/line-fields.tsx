import { Button } from 'antd';
import type { PlanOfOrgan } from '../../api/resources/plans.ts';
import { usePlansWords } from '../../words/plans.ts';
import { newLine, type TypedLine } from './typed-lines.ts';

interface LineFieldsProps {
  readonly lines: readonly TypedLine[];
  readonly onChange: (lines: readonly TypedLine[]) => void;
  /** Of a split each line names its organ; of a plan it has a budget instead. */
  readonly organs?: readonly PlanOfOrgan[];
}

/** Lines to be typed: programme and person-times, with a budget or an organ. */
export function LineFields({ lines, onChange, organs }: LineFieldsProps) {
  const words = usePlansWords().lineField;
  const change = (key: string, typed: Partial<TypedLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...typed } : line)));
  return (
    <>
      <ul className="typed-lines">
        {lines.map((line, place) => (
          <li key={line.key}>
            {organs !== undefined && (
              <select
                aria-label={words.organ(place + 1)}
                value={line.organ}
                onChange={({ target }) => change(line.key, { organ: target.value })}
              >
                <option value="">{words.chooseOrgan}</option>
                {organs.map(({ organ, organName }) => (
                  <option key={organ} value={organ}>
                    {organName}
                  </option>
                ))}
              </select>
            )}
            <Cell
              label={words.program(place + 1)}
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
