import { QueryClient } from '@tanstack/react-query';
import { onLanguage } from '../words/language.ts';

const FRESH_MS = 5_000;

/** The only store of what the server says. A failed read is shown, never repeated behind the reader's back. */
export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: FRESH_MS, retry: false, refetchOnWindowFocus: true } },
});

/** Everything that the server says in words; who is signed in has none. */
onLanguage(() => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }));
