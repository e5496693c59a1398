/** In which language an answer speaks: `?lang`, else what the browser asks for, else Chinese. */

import type { FastifyRequest } from 'fastify';
import type { Lang } from '../read/asking.ts';

export function langOf(request: FastifyRequest): Lang {
  const asked = (request.query as Record<string, unknown> | undefined)?.['lang'];
  return asked === 'en' || asked === 'zh-CN' ? asked : acceptedLang(request.headers['accept-language']);
}

/** The first wish that we can speak, by weight: `en-GB,en;q=0.9,zh;q=0.8` is en. */
export function acceptedLang(header: string | undefined): Lang {
  const wishes = (header ?? '').slice(0, 500).split(',').map((part, order) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((each) => /^\s*q=(\d(?:\.\d{0,3})?)\s*$/.exec(each)?.[1]).find((each) => each !== undefined);
    return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight), order };
  });
  const ranked = wishes.filter((wish) => wish.weight > 0).sort((a, b) => b.weight - a.weight || a.order - b.order);
  for (const { tag } of ranked) {
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
  }
  return 'zh-CN';
}
