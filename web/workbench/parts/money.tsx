import { useFrameWords } from '../words/frame.ts';
import { yuan } from './format.ts';

/** An amount that the server has counted, with its unit. */
export function Money({ fen }: { readonly fen: number }) {
  const words = useFrameWords().money;
  return (
    <span className="money">
      {yuan(fen)} {words.yuan}
    </span>
  );
}
