interface Look {
  readonly density: string;
  readonly theme: 'light' | 'dark' | 'system';
}

/** Puts on what a person has chosen; the styles read it from the root element. */
export function wear({ density, theme }: Look): void {
  const { dataset } = document.documentElement;
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  dataset['density'] = density;
  dataset['theme'] = isDark ? 'dark' : 'light';
}
