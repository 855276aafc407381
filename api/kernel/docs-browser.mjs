// Runs in the reader's browser: starts Swagger UI over the API's own document.
const UNCHANGING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What Swagger UI draws without a name, or as what it is not, for those who do not see the page. */
const ATTRIBUTES = {
  '.information-container': { role: 'region', 'aria-label': '说明 · About' },
  '.scheme-container': { role: 'region', 'aria-label': '服务器与登录 · Server and sign-in' },
  '.filter': { role: 'search', 'aria-label': '搜索接口 · Search operations' },
  'section.models': { 'aria-label': '数据结构 · Schemas' },
  '.opblock-tag': { role: 'heading', 'aria-level': '2' },
  '#docs h4': { role: 'heading', 'aria-level': '3' },
  'select#servers': { 'aria-label': '服务器 · Server' },
  '.content-type': { 'aria-label': '内容类型 · Content type' },
  '.body-param textarea': { 'aria-label': '请求内容 · Request body' },
  '#docs pre': { tabindex: '0' },
};

function nameWhatIsDrawn() {
  for (const [selector, attributes] of Object.entries(ATTRIBUTES)) {
    document.querySelectorAll(selector).forEach((element) => addMissing(element, attributes));
  }
}

function addMissing(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
    }
  }
}

let isNamingDue = false;

/** Hundreds of operations are drawn in one go: they are named once, before they are painted. */
function nameSoon() {
  if (!isNamingDue) {
    isNamingDue = true;
    requestAnimationFrame(() => {
      isNamingDue = false;
      nameWhatIsDrawn();
    });
  }
}

new MutationObserver(nameSoon).observe(document.querySelector('#docs'), { childList: true, subtree: true });

globalThis.SwaggerUIBundle({
  dom_id: '#docs',
  url: '/api/v1/openapi.json',
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  plugins: [search],
  requestInterceptor: withCsrfToken,
});

/** Finds operations by path, name, summary or tag; Swagger UI's own field finds tags alone. */
function search({ React }) {
  return {
    fn: { opsFilter: matchingOperations },
    components: {
      FilterContainer({ layoutSelectors, layoutActions }) {
        const phrase = layoutSelectors.currentFilter();
        return React.createElement(
          'div',
          { className: 'search', role: 'search' },
          React.createElement('label', { htmlFor: 'search' }, '搜索接口 · Search operations'),
          React.createElement('input', {
            id: 'search',
            type: 'search',
            value: typeof phrase === 'string' && phrase !== 'true' ? phrase : '',
            onChange: (event) => layoutActions.updateFilter(event.target.value),
          }),
        );
      },
    },
  };
}

function matchingOperations(taggedOperations, phrase) {
  const words = phrase.toLowerCase().split(/\s+/);
  return taggedOperations
    .map((tagged, tag) =>
      tagged.update('operations', (operations) =>
        operations.filter((operation) => {
          const said = ['operationId', 'summary', 'description'].map((key) => operation.getIn(['operation', key], ''));
          const text = [tag, operation.get('method'), operation.get('path'), ...said].join(' ').toLowerCase();
          return words.every((word) => text.includes(word));
        }),
      ),
    )
    .filter((tagged) => tagged.get('operations').size > 0);
}

/** A change with the session's cookie needs the session's CSRF token; a bearer token needs none. */
async function withCsrfToken(request) {
  const hasToken = Object.keys(request.headers ?? {}).some((name) => name.toLowerCase() === 'authorization');
  const method = (request.method ?? 'GET').toUpperCase();
  const { origin, pathname } = new URL(request.url, location.href);
  const isOpenToAll = pathname.startsWith('/public/') || (method === 'POST' && pathname === '/api/v1/session');
  if (UNCHANGING.has(method) || hasToken || isOpenToAll || origin !== location.origin) {
    return request;
  }
  const answer = await fetch('/api/v1/session');
  if (!answer.ok) {
    return request;
  }
  const { csrfToken } = await answer.json();
  return { ...request, headers: { ...request.headers, ...(csrfToken !== null && { 'X-CSRF-Token': csrfToken }) } };
}
