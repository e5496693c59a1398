/** A file of a case as it is sent: never as something that a browser would run. */

import type { FastifyReply } from 'fastify';
import type { Asking } from '../read/asking.ts';
import { getFile } from '../read/case_file.ts';

/** Only photos are shown in a page; everything else is for saving. */
const shown: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

type Asked = { readonly params: { readonly case_id: string; readonly hash: string }; readonly show: boolean };

export async function sendFile(asking: Asking, { params, show }: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const { type, name, bytes } = await getFile(asking, params);
  const way = show && shown.has(type) ? 'inline' : 'attachment';
  // RFC 6266: names beyond ASCII go into the second parameter.
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  return reply
    .type(type === 'text/plain' ? 'text/plain; charset=utf-8' : type)
    .header('content-disposition', `${way}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(bytes);
}
