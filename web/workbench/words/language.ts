import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';

/** The one thing that the browser keeps: in which language the sign-in was read last. */
const KEPT = 'butie.language';
const listeners = new Set<() => void>();

let language: Language = keptLanguage();
document.documentElement.lang = tagOf(language);

export function currentLanguage(): Language {
  return language;
}

export function setLanguage(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = tagOf(chosen);
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // A browser that keeps nothing is asked for the language anew.
  }
  for (const listener of listeners) {
    listener();
  }
}

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}

/** Calls back after each change. @returns what ends it */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** As `Accept-Language` and `lang` have it. */
export function tagOf(of: Language): 'zh-CN' | 'en' {
  return of === 'zh' ? 'zh-CN' : 'en';
}

function keptLanguage(): Language {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}
