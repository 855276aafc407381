import { Tick } from '../../parts/labelled.tsx';

interface TicksProps {
  readonly legend?: string;
  readonly options: readonly (readonly [code: string, word: string])[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

/** Any of a few. */
export function Ticks({ legend, options, value, onChange }: TicksProps) {
  const toggle = (code: string) =>
    onChange(value.includes(code) ? value.filter((one) => one !== code) : [...value, code]);
  return (
    <fieldset className="ticks">
      {legend !== undefined && <legend>{legend}</legend>}
      {options.map(([code, word]) => (
        <Tick key={code} label={word} isChecked={value.includes(code)} onChange={() => toggle(code)} />
      ))}
    </fieldset>
  );
}
