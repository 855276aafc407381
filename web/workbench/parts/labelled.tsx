import { useId, type ReactNode } from 'react';

interface LabelledProps {
  readonly label: string;
  readonly className?: string;
  readonly children: (id: string) => ReactNode;
}

/** A field below its label, never inside it: what is typed or can be chosen is no part of the field's name. */
export function Labelled({ label, className = 'line-field', children }: LabelledProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface TickProps {
  readonly label: ReactNode;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  /** One of the fields with this name is chosen at a time; without it the field is a box of its own. */
  readonly oneOf?: string;
  readonly isRequired?: boolean;
  /** Of what says more about it. */
  readonly describedBy?: string;
}

/** A box or a button that is ticked, with its label behind it. */
export function Tick({ label, isChecked, onChange, oneOf, isRequired = false, describedBy }: TickProps) {
  const id = useId();
  return (
    <span className="tick-field">
      <input
        id={id}
        type={oneOf === undefined ? 'checkbox' : 'radio'}
        {...(oneOf !== undefined && { name: oneOf })}
        checked={isChecked}
        required={isRequired}
        aria-describedby={describedBy}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
