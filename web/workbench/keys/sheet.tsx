import { Dialog } from '../parts/dialog.tsx';
import { useFrameWords } from '../words/frame.ts';
import { COMMANDS, keyLabel, useKeySettings } from './bindings.ts';

/** All keys, as the person has them. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const words = useFrameWords().keys;
  const { areOn, bindings } = useKeySettings();
  const fixed = [
    ['Enter', words.open],
    ['Tab', words.move],
    [words.spaceBar, words.tick],
    ['1–9', words.answer],
    ['← →', words.other],
    ['PageUp PageDown', words.scroll],
    ['Esc', words.close],
    ['Ctrl+Enter', words.confirm],
    ['Ctrl+K', words.palette],
  ] as const;
  return (
    <Dialog title={words.heading} onClose={onClose}>
      {!areOn && <p className="note">{words.off}</p>}
      <dl className="keys">
        {COMMANDS.map((command) => (
          <div key={command}>
            <dt>
              {bindings[command].map((code) => (
                <kbd key={code}>{keyLabel(code)}</kbd>
              ))}
            </dt>
            <dd>{words[command]}</dd>
          </div>
        ))}
        {fixed.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{words.note}</p>
    </Dialog>
  );
}
