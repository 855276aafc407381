import { occupationNames } from './directories.ts';
import type { Label, PolicyLibrary } from './policy-pack.ts';

/** Names for the codes of the law in lists, files and sheets; no rule reads them. */
export interface LawNames {
  /** The name of a route; its code for one that no pack has. */
  readonly route: (code: string) => Label;
  /** The name of an occupation with its code; a text that no directory has stays as it is. */
  readonly occupation: (code: string) => string;
}

export function lawNames(library: PolicyLibrary): LawNames {
  const routes = new Map(library.packs.flatMap((pack) => pack.routes).map(({ code, name }) => [code, name] as const));
  const nameOf = occupationNames(library);
  return {
    route: (code) => routes.get(code) ?? { zh: code, en: code },
    occupation: (code) => {
      const name = nameOf(code);
      return name === undefined ? code : `${name} ${code}`;
    },
  };
}
