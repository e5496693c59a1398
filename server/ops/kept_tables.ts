/** Which tables a backup holds: what cannot be read off anything else, in the order in which they can be filled again. */

/** A backup without keys leaves out `keys` and `sign_in`. */
export type KeptTable = { readonly name: string; readonly holds: 'facts' | 'keys' | 'sign_in' };

export const keptTables: readonly KeptTable[] = [
  { name: 'public.org', holds: 'facts' },
  { name: 'public.pack_text', holds: 'facts' },
  { name: 'public.journal', holds: 'facts' },
  { name: 'public.personal', holds: 'facts' },
  { name: 'public.person_key', holds: 'keys' },
  { name: 'public.command', holds: 'facts' },
  { name: 'public.journal_seal', holds: 'facts' },
  { name: 'public.inbox_item', holds: 'facts' },
  { name: 'public.message', holds: 'facts' },
  // Receivers check our signatures with it.
  { name: 'public.webhook_secret', holds: 'keys' },
  // E-mail addresses and password digests: personal too, and no part of the evidence.
  { name: 'login.user', holds: 'sign_in' },
  { name: 'login.account', holds: 'sign_in' },
  { name: 'login.secret', holds: 'sign_in' },
  { name: 'login.two_factor', holds: 'sign_in' },
  { name: 'login.api_key', holds: 'sign_in' },
];

/** Sessions and one-time links end with a restore: whoever stole a backup must not be signed in by it. Migrations are applied, not copied. */
export const leftTables: readonly string[] = ['public.schema_migration', 'login.session', 'login.verification', 'login.attempt', 'login.link', 'login.provider_try'];

/** Their last numbers go along, so that nothing is numbered twice. */
export const keptSequences: readonly string[] = ['public.case_number', 'public.journal_position_seq'];
