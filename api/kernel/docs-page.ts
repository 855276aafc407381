import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express } from 'express';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const OWN = fileURLToPath(new URL('.', import.meta.url));

/** All files that the page loads: the installed Swagger UI and two files of our own, none from other origins. */
const FILES = {
  '/docs/swagger-ui.css': join(SWAGGER_UI, 'swagger-ui.css'),
  '/docs/swagger-ui-bundle.js': join(SWAGGER_UI, 'swagger-ui-bundle.js'),
  '/docs/docs-browser.css': join(OWN, 'docs-browser.css'),
  '/docs/docs-browser.mjs': join(OWN, 'docs-browser.mjs'),
} as const;

/** The browser of the API at `/docs`: search, schemas, bodies and trying out, under the same strict content policy. */
export function addDocs(app: Express, isPractice: boolean): void {
  const page = docsPage(isPractice);
  app.get('/docs', (_request, response) => {
    response.type('html').send(page);
  });
  for (const [path, file] of Object.entries(FILES)) {
    app.get(path, (_request, response) => {
      response.sendFile(file, { maxAge: '1h' });
    });
  }
}

function docsPage(isPractice: boolean): string {
  const banner = isPractice
    ? '<p class="practice">练习环境：以下均为虚构数据，不产生任何支付。<span lang="en">Practice: all data is invented, nothing is paid.</span></p>'
    : '';
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>接口文档 · butie 补贴 API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/docs-browser.css">
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/docs-browser.mjs" type="module"></script>
</head>
<body>
<header>
${banner}
<h1>butie 补贴 · 接口文档</h1>
<p>先在 session 下用 signIn 登录（浏览器会记住 Cookie，修改请求自动带上 X-CSRF-Token），或点 Authorize 填入令牌；随后每个接口都可直接试用。</p>
<p lang="en">Sign in with signIn under session (the browser keeps the cookie, changes carry X-CSRF-Token by themselves), or give a token under Authorize; then try any operation.</p>
<p>完整文档 · The complete document: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>
</header>
<noscript><main><p class="practice">此页需要 JavaScript；完整文档见 openapi.json。<span lang="en">This page needs JavaScript; the complete document is openapi.json.</span></p></main></noscript>
<div id="docs" class="scroll"></div>
</body>
</html>
`;
}
