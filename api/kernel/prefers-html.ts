/** JSON unless HTML is preferred: a browser's list begins with it. */
export function prefersHtml(accept: string | undefined): boolean {
  const weights = { html: 0, json: 0 };
  for (const part of (accept ?? '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = part.trim().split(';');
    const q = parameters.map((parameter) => /^\s*q=(\d(?:\.\d+)?)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = q === undefined ? 1 : Number(q);
    if (type === 'text/html' || type === 'application/xhtml+xml') {
      weights.html = Math.max(weights.html, weight);
    }
    if (type === 'application/json' || type === 'application/*') {
      weights.json = Math.max(weights.json, weight);
    }
  }
  return weights.html > weights.json;
}
