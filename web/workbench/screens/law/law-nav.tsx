import { Link, useLocation } from 'wouter';
import { useLawWords } from '../../words/law.ts';

const PAGES = [
  ['/law', 'packs'],
  ['/law/routes', 'routes'],
  ['/law/calendar', 'calendar'],
] as const;

/** The three pages of the law. */
export function LawNav() {
  const words = useLawWords();
  const [at] = useLocation();
  return (
    <nav aria-label={words.places} className="chips">
      {PAGES.map(([to, word]) => (
        <Link key={to} href={to} className="page-link" aria-current={at === to ? 'page' : undefined}>
          {words[word]}
        </Link>
      ))}
    </nav>
  );
}
