import { setLanguage, useLanguage, tagOf } from '../words/language.ts';
import { useFrameWords } from '../words/frame.ts';

/** Named as the language that it turns to. */
export function LanguageButton() {
  const words = useFrameWords();
  const other = useLanguage() === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" className="text" lang={tagOf(other)} onClick={() => setLanguage(other)}>
      {words.otherLanguage}
    </button>
  );
}
