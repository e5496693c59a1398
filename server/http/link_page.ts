/** The page behind a one-time link: a password is chosen on it, without a script, since it is the first thing a newcomer sees. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { passwordLength } from '../login/auth.ts';
import type { Login } from '../login/login.ts';
import { refusalWords } from '../../wire/words/refusals.ts';
import { contentPolicy, freshNonce } from './guard.ts';
import { langOf } from './language.ts';

const words = {
  en: { title: 'Choose a password', as: 'You will sign in as', password: 'Password', again: 'Once more', rule: `At least ${passwordLength.min} characters`, save: 'Save', differ: 'The two are not the same, or too short.', done: 'The password is set. Every other session has ended.', open: 'Sign in' },
  'zh-CN': { title: '设置密码', as: '登录名', password: '密码', again: '再次输入', rule: `至少 ${passwordLength.min} 个字符`, save: '保存', differ: '两次输入不一致，或长度不够。', done: '密码已设置，其他登录均已退出。', open: '去登录' },
} as const;

type Params = { readonly token: string };
const shape = /^[A-Za-z0-9_-]{43}$/;

export function openLinkPage(app: FastifyInstance, login: Login): void {
  app.register(async (door) => {
    // The only place that takes a form; everything else is JSON.
    door.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4_096 }, (_request, text, done) => done(null, new URLSearchParams(text as string)));
    door.get('/link/:token', { schema: { hide: true } }, async (request, reply) => {
      const known = await accountBehind(login, request);
      return known === null ? gone(request, reply) : form(request, reply, known.email, null);
    });
    door.post('/link/:token', { schema: { hide: true } }, (request, reply) => choose(login, request, reply));
  });
}

async function accountBehind(login: Login, request: FastifyRequest): Promise<{ readonly email: string } | null> {
  const { token } = request.params as Params;
  return shape.test(token) ? login.lookAtLink(token) : null;
}

async function choose(login: Login, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const said = words[langOf(request)];
  const known = await accountBehind(login, request);
  if (known === null) return gone(request, reply);
  const given = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const password = given.get('password') ?? '';
  if (password.length < passwordLength.min || password.length > passwordLength.max || password !== given.get('again')) {
    return form(request, reply.code(400), known.email, said.differ);
  }
  if ((await login.openLink((request.params as Params).token, password)) === 'gone') return gone(request, reply);
  return page(request, reply, `<p>${said.done}</p><p><a href="/">${said.open}</a></p>`);
}

function form(request: FastifyRequest, reply: FastifyReply, email: string, fault: string | null): FastifyReply {
  const said = words[langOf(request)];
  const field = (name: string, label: string) =>
    `<label>${label}<input type="password" name="${name}" required minlength="${passwordLength.min}" maxlength="${passwordLength.max}" autocomplete="new-password"></label>`;
  return page(request, reply, [
    `<p>${said.as} <strong>${escaped(email)}</strong></p>`, fault === null ? '' : `<p role="alert">${fault}</p>`,
    `<form method="post"><input type="hidden" name="email" autocomplete="username" value="${escaped(email)}">`,
    field('password', said.password), field('again', said.again), `<p class="quiet">${said.rule}</p><button>${said.save}</button></form>`,
  ].join('\n'));
}

function gone(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { title, detail } = refusalWords.link_gone[langOf(request)];
  return page(request, reply.code(410), `<p role="alert">${title}. ${detail}</p>`);
}

function page(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const lang = langOf(request);
  const nonce = freshNonce();
  const title = words[lang].title;
  return reply
    .headers({ 'content-security-policy': contentPolicy(nonce), 'referrer-policy': 'same-origin' })
    .type('text/html; charset=utf-8')
    .send(`<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title} · Sanbao</title>
<style nonce="${nonce}">:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:10vh auto;padding:0 1rem}label{display:block;margin:1rem 0}input{display:block;box-sizing:border-box;width:100%;font:inherit;padding:.5rem;margin-top:.25rem}button{font:inherit;padding:.5rem 1.5rem}.quiet{opacity:.75}</style>
<main><h1>${title}</h1>
${body}
</main></html>`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
