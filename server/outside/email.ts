/** Letters by SMTP. */

import { createTransport } from 'nodemailer';
import type { Sent } from '../jobs/messages.ts';

export type Letter = {
  /** The same for every try: mailboxes show a letter with the same Message-ID once. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

export type Email = { send(letter: Letter): Promise<Sent>; close(): void };

/** `smtp://name:password@host:587`, or `smtps://…:465`. Certificates are checked. */
export function openEmail(smtpUrl: string, from: string): Email {
  const url = new URL(smtpUrl);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') throw new Error('SANBAO_SMTP_URL begins with smtp:// or smtps://');
  const transport = createTransport({
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'), secure: url.protocol === 'smtps:', port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    pool: true, maxConnections: 3, connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 12_000,
    // A letter is text of ours; nothing in it may make this machine read a file or fetch an address.
    disableFileAccess: true, disableUrlAccess: true,
  });
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'sanbao.invalid';
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId: `<${id}@${domain}>`, headers: { 'auto-submitted': 'auto-generated' } });
        return { ok: true };
      } catch (error) {
        const { responseCode, code, message } = error as Error & { responseCode?: number; code?: string };
        // 5xx to an address or a letter is for good (RFC 5321); a refused sign-in is ours to repair.
        const isFinal = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
        return { ok: false, reason: `${code ?? ''} ${message}`.trim(), ...(isFinal ? { final: true } : {}) };
      }
    },
    close: () => transport.close(),
  };
}
