import { wordsOf } from './catalogue.ts';
import { acts as en } from './en/acts.ts';
import { acts as zh } from './zh/acts.ts';

export const useActWords = wordsOf({ zh, en });

type Names = typeof zh.names;

/** The names of the acts on a task of this kind: to accept what a title has built is not to accept a filing. */
export function actNames(
  { names, namesOf }: Pick<ReturnType<typeof useActWords>, 'names' | 'namesOf'>,
  kind: string,
): Readonly<Names> {
  const own: Readonly<Record<string, Partial<Names>>> = namesOf;
  return { ...names, ...own[kind] };
}
