import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { faultOf } from '../../api/problem.ts';
import { prefer, sessionQuery, type Preferences } from '../../api/resources/session.ts';
import { DEFAULT_BINDINGS, keyOfTwo, type Command } from '../../keys/bindings.ts';
import { Choice } from '../../parts/act-form.tsx';
import { Tick } from '../../parts/labelled.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Section } from '../../parts/section.tsx';
import { say } from '../../parts/status-line.tsx';
import { tagOf, useLanguage } from '../../words/language.ts';
import { useMeWords } from '../../words/me.ts';
import { KeyFields } from './key-fields.tsx';

type Chosen = Pick<Preferences, 'density' | 'theme' | 'singleKeys'> & {
  readonly language: 'zh-CN' | 'en';
  readonly keys: Readonly<Record<string, string>>;
};

/** Language, density, theme and keys; what is chosen counts when the server has kept it. */
export function PreferencesPart({ preferences }: { readonly preferences: Preferences }) {
  const words = useMeWords();
  const client = useQueryClient();
  const language = tagOf(useLanguage());
  const [chosen, setChosen] = useState<Chosen>(() => ({ ...preferences, language: preferences.language ?? language }));
  // The button at the head of the page turns the language, too: what is saved here is not the one before.
  const [before, setBefore] = useState(language);
  if (before !== language) {
    setBefore(language);
    setChosen({ ...chosen, language });
  }
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = faultOf(error);
  const change = (part: Partial<Chosen>) => setChosen({ ...chosen, ...part });
  async function save() {
    setBusy(true);
    setError(null);
    try {
      await prefer({ ...chosen, keys: { ...chosen.keys } });
      await client.refetchQueries({ queryKey: sessionQuery.queryKey });
      say(words.saved);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isBusy && keyOfTwo(chosen.keys) === undefined) {
      void save();
    }
  };
  return (
    <Section title={words.preferences}>
      <form aria-label={words.preferences} onSubmit={submit}>
        <Looks chosen={chosen} onChange={change} />
        <Tick
          label={words.singleKeys}
          isChecked={chosen.singleKeys}
          onChange={(singleKeys) => change({ singleKeys })}
        />
        <KeyFields
          chosen={chosen.keys}
          onChoose={(command: Command, code) => change({ keys: { ...chosen.keys, [command]: code } })}
          onRestore={() => change({ keys: {} })}
          defaults={DEFAULT_BINDINGS}
        />
        {fault !== null && <ProblemAlert fault={fault} />}
        <div className="buttons">
          <Button type="primary" htmlType="submit" aria-disabled={isBusy}>
            {words.save}
          </Button>
        </div>
      </form>
    </Section>
  );
}

interface LooksProps {
  readonly chosen: Chosen;
  readonly onChange: (part: Partial<Chosen>) => void;
}

const LANGUAGES = ['zh-CN', 'en'] as const;
const DENSITIES = ['compact', 'comfortable'] as const;
const THEMES = ['light', 'dark', 'system'] as const;

/** Takes what a select says, if it is one of its codes. */
function pick<C extends string>(codes: readonly C[], code: string, take: (found: C) => void): void {
  const found = codes.find((one) => one === code);
  if (found !== undefined) {
    take(found);
  }
}

function Looks({ chosen, onChange }: LooksProps) {
  const words = useMeWords();
  return (
    <div className="fields-row">
      <Choice
        label={words.language}
        value={chosen.language}
        options={LANGUAGES.map((code) => [code, words.languages[code]] as const)}
        onChange={(code) => pick(LANGUAGES, code, (language) => onChange({ language }))}
      />
      <Choice
        label={words.density}
        value={chosen.density}
        options={DENSITIES.map((code) => [code, words.densities[code]] as const)}
        onChange={(code) => pick(DENSITIES, code, (density) => onChange({ density }))}
      />
      <Choice
        label={words.theme}
        value={chosen.theme}
        options={THEMES.map((code) => [code, words.themes[code]] as const)}
        onChange={(code) => pick(THEMES, code, (theme) => onChange({ theme }))}
      />
    </div>
  );
}
