import { usePlaceWords } from '../words/places.ts';
import { wordOf } from '../words/records.ts';
import { Choice } from './act-form.tsx';

/** The name of a place; one without a name stands with its number. */
export function Place({ code }: { readonly code: string }) {
  return <>{wordOf(usePlaceWords(), code)}</>;
}

interface PlaceChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** Chooses a place by its name; the one that is asked for stands there even without a name. */
export function PlaceChoice({ label, value, onChange }: PlaceChoiceProps) {
  const words = usePlaceWords();
  const named = Object.entries(words);
  const options = value === '' || value in words ? named : [...named, [value, value] as const];
  return <Choice label={label} value={value} options={options} onChange={onChange} />;
}
