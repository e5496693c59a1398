/** The API as a page to read: operations by tag, what each takes and answers, and what every refusal means. */

import { serverRefusals, coreRefusals, type Refusal } from '../../core/base/refusal.ts';
import type { Lang } from '../read/asking.ts';
import { statusOf } from '../refused.ts';
import type { JsonSchema, OpenApi, OpenApiOperation } from './openapi.ts';
import { problemOf } from './problem.ts';

const say = {
  en: { title: 'Sanbao API', document: 'The same as OpenAPI 3.1', query: 'Parameters', body: 'Body', answers: 'Answers', refusals: 'Refusals', required: 'required', other: '中文', otherLang: 'zh-CN' },
  'zh-CN': { title: '三包 API', document: 'OpenAPI 3.1 文档', query: '参数', body: '请求内容', answers: '应答', refusals: '不予办理原因', required: '必填', other: 'English', otherLang: 'en' },
} as const;

export function apiPage(document: OpenApi, lang: Lang, nonce: string): string {
  const words = say[lang];
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '');
  const sections = [...byTag].map(([tag, list]) => `<section><h2 id="${escape(tag)}">${escape(tag)}</h2>${list.map((each) => operationHtml(document, each, lang)).join('')}</section>`);
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${words.title}</title><style nonce="${nonce}">${style}</style></head><body><header><h1>${words.title}</h1>
<p>${escape(document.info.description ?? '')}</p>
<p><a href="/api/v1/openapi.json">${words.document}</a> · <a href="?lang=${words.otherLang}" lang="${words.otherLang}">${words.other}</a></p>
<nav aria-label="${words.title}">${[...byTag.keys()].map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join(' · ')} · <a href="#refusals">${words.refusals}</a></nav></header>
<main>${sections.join('')}${refusalsHtml(lang)}</main></body></html>`;
}

function operationHtml(document: OpenApi, { path, method, operation }: { path: string; method: string; operation: OpenApiOperation }, lang: Lang): string {
  const words = say[lang];
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const parameters = (operation.parameters ?? []).map((each) => ({ name: each.name, note: `${each.in}`, schema: each.schema, required: each.required === true, description: each.description }));
  return `<details><summary><code class="method">${method.toUpperCase()}</code> <code>${escape(path)}</code> ${escape(operation.summary)}</summary>
${parameters.length === 0 ? '' : `<h4>${words.query}</h4>${fieldsHtml(document, parameters, lang)}`}
${body === undefined ? '' : `<h4>${words.body}</h4>${fieldsHtml(document, fieldsOf(document, body), lang)}`}
<h4>${words.answers}</h4><ul>${Object.entries(operation.responses).map(([status, answer]) => {
    const schema = Object.values(answer.content ?? {})[0]?.schema;
    return `<li><b>${status}</b> ${escape(answer.description)} ${schema === undefined ? '' : `<code>${escape(typeOf(schema))}</code>`}</li>`;
  }).join('')}</ul></details>`;
}

type Field = { readonly name: string; readonly note: string; readonly schema: JsonSchema; readonly required: boolean; readonly description?: string | undefined };

function fieldsOf(document: OpenApi, schema: JsonSchema): Field[] {
  const object = resolve(document, schema);
  const properties = (object['properties'] ?? {}) as Record<string, JsonSchema>;
  const required = new Set((object['required'] ?? []) as string[]);
  return Object.entries(properties).map(([name, each]) => ({ name, note: '', schema: each, required: required.has(name), description: undefined }));
}

function fieldsHtml(document: OpenApi, fields: readonly Field[], lang: Lang): string {
  const rows = fields.map(({ name, note, schema, required, description }) => {
    const about = description ?? (resolve(document, schema)['description'] as string | undefined) ?? '';
    return `<tr><th scope="row"><code>${escape(name)}</code></th><td>${escape(note)}</td><td><code>${escape(typeOf(schema))}</code></td><td>${required ? say[lang].required : ''}</td><td>${escape(about)}</td></tr>`;
  });
  return `<table><tbody>${rows.join('')}</tbody></table>`;
}

/** The type in one short word or two; the document holds the whole of it. */
function typeOf(schema: JsonSchema): string {
  const ref = schema['$ref'];
  if (typeof ref === 'string') return ref.split('/').at(-1)!.replace(/Input$/, '');
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String).join(' | ');
  if ('const' in schema) return String(schema['const']);
  const union = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(union)) return union.map((each) => typeOf(each as JsonSchema)).join(' | ');
  if (schema['type'] === 'array') return `${typeOf((schema['items'] ?? {}) as JsonSchema)}[]`;
  const format = schema['format'];
  return String(format ?? schema['type'] ?? 'any');
}

function resolve(document: OpenApi, schema: JsonSchema): JsonSchema {
  const ref = schema['$ref'];
  return typeof ref === 'string' ? (document.components.schemas[ref.split('/').at(-1)!] ?? {}) : schema;
}

function refusalsHtml(lang: Lang): string {
  const rows = ([...serverRefusals, ...coreRefusals] as Refusal[]).toSorted().map((code) => {
    const { title, detail } = problemOf(code, lang);
    return `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${statusOf(code)}</td><td>${escape(title)}</td><td>${escape(detail ?? '')}</td></tr>`;
  });
  return `<section><h2 id="refusals">${say[lang].refusals}</h2><table><tbody>${rows.join('')}</tbody></table></section>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,"Noto Sans SC",sans-serif}body{margin:0 auto;max-width:72rem;padding:1rem}
details{border-top:1px solid #8884;padding:.4rem 0}summary{cursor:pointer}.method{display:inline-block;min-width:3.2rem;font-weight:700}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #8883}
th{font-weight:400;white-space:nowrap}h4{margin:.6rem 0 .2rem}code{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}`;
