export const LANGUAGES = ['zh-CN', 'en'] as const;
export const DENSITIES = ['compact', 'comfortable'] as const;
export const THEMES = ['light', 'dark', 'system'] as const;

/** How a person wants the pages to be. */
export interface Preferences {
  /** Null until the person has chosen one. */
  readonly language: (typeof LANGUAGES)[number] | null;
  readonly density: (typeof DENSITIES)[number];
  readonly theme: (typeof THEMES)[number];
  /** Single keys act outside of fields. */
  readonly singleKeys: boolean;
  /** The key (as `KeyboardEvent.code` says it) of each act that has another one than it is delivered with. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What somebody changes; what is absent stays, and `keys` takes the place of all that were there. */
export type ChangedPreferences = { readonly [Name in keyof Preferences]?: Preferences[Name] | undefined };

export const DEFAULT_PREFERENCES: Preferences = {
  language: null,
  density: 'compact',
  theme: 'light',
  singleKeys: true,
  keys: {},
};
