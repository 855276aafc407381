import { useId, type KeyboardEvent } from 'react';
import { isComposition } from '../../keys/belongs-to-text.ts';
import { COMMANDS, keyLabel, keyOfTwo, type Bindings, type Command } from '../../keys/bindings.ts';
import { useFrameWords } from '../../words/frame.ts';
import { useMeWords } from '../../words/me.ts';

interface KeyFieldsProps {
  readonly chosen: Readonly<Record<string, string>>;
  readonly defaults: Bindings;
  readonly onChoose: (command: Command, code: string) => void;
  readonly onRestore: () => void;
}

/** The key of each command; in a field, the key that is pressed is taken. Tab and Esc keep their meaning. */
export function KeyFields({ chosen, defaults, onChoose, onRestore }: KeyFieldsProps) {
  const words = useMeWords();
  const codeOf = (command: Command) => chosen[command] ?? defaults[command][0];
  const twice = keyOfTwo(chosen);
  return (
    <fieldset>
      <legend>{words.keys}</legend>
      <p className="quiet">{words.pressKey}</p>
      <div className="key-rows">
        {COMMANDS.map((command) => (
          <KeyField key={command} command={command} code={codeOf(command)} onChoose={onChoose} />
        ))}
      </div>
      {twice !== undefined && (
        <p role="alert" className="alert">
          {words.same(keyLabel(twice))}
        </p>
      )}
      <button type="button" className="plain" onClick={onRestore}>
        {words.restore}
      </button>
    </fieldset>
  );
}

/** Keys of letters and signs; the server takes codes of this form alone. 1 to 9 answer questions. */
const TAKEN = /^(Key[A-Z]|Digit0|Bracket(Left|Right)|Slash|Backslash|Semicolon|Quote|Comma|Period|Minus|Equal)$/;

interface KeyFieldProps {
  readonly command: Command;
  readonly code: string;
  readonly onChoose: (command: Command, code: string) => void;
}

function KeyField({ command, code, onChoose }: KeyFieldProps) {
  const words = useMeWords();
  const { keys } = useFrameWords();
  const id = useId();
  const press = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (isPlain && TAKEN.test(event.code) && !isComposition(event.nativeEvent)) {
      event.preventDefault();
      onChoose(command, event.code);
    }
  };
  return (
    <div className="line-field">
      <label htmlFor={id}>{words.keyOf(keys[command])}</label>
      <input id={id} className="field" readOnly value={keyLabel(code)} onKeyDown={press} />
    </div>
  );
}
