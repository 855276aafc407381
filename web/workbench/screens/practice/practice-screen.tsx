import '../../parts/records.css';
import { usePracticeWords } from '../../words/practice.ts';
import { ClockPart } from './clock-part.tsx';
import { RegistersPart } from './registers-part.tsx';

/** W16: the practice clock and the practice registers. */
export default function PracticeScreen() {
  const words = usePracticeWords();
  return (
    <section className="screen" aria-labelledby="practice">
      <h1 id="practice">{words.heading}</h1>
      <ClockPart />
      <RegistersPart />
    </section>
  );
}
