/** The page's nonce. Loaded first: every style element that a library makes afterwards carries it. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

const create = document.createElement.bind(document);
Object.defineProperty(document, 'createElement', {
  value: (tag: string, options?: ElementCreationOptions) => {
    const element = create(tag, options);
    if (element instanceof HTMLStyleElement) {
      element.nonce = nonce;
    }
    return element;
  },
});
