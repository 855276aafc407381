import { setLanguage, useLanguage, tagOf } from '../words/language.ts';
import { useFrameWords } from '../words/frame.ts';

interface LanguageButtonProps {
  /** Where the choice is kept besides this browser. */
  readonly onChosen?: (language: 'zh-CN' | 'en') => void;
}

/** Named as the language that it turns to. */
export function LanguageButton({ onChosen }: LanguageButtonProps) {
  const words = useFrameWords();
  const other = useLanguage() === 'zh' ? 'en' : 'zh';
  const choose = () => {
    setLanguage(other);
    onChosen?.(tagOf(other));
  };
  return (
    <button type="button" className="text" lang={tagOf(other)} onClick={choose}>
      {words.otherLanguage}
    </button>
  );
}
