/** Which tables a backup holds: what cannot be read off anything else, in the order in which they can be filled again. */

/** A backup without keys holds `facts` alone: no keys, and nothing that may speak of `people` in plain text. */
export type KeptTable = { readonly name: string; readonly holds: 'facts' | 'keys' | 'people'; /** Rows held in memory at once, where they are large. */ readonly fetchRows?: number };

export const keptTables: readonly KeptTable[] = [
  { name: 'public.org', holds: 'facts' },
  { name: 'public.pack_text', holds: 'facts' },
  { name: 'public.pack_source', holds: 'facts' },
  { name: 'public.journal', holds: 'facts' },
  { name: 'public.personal', holds: 'facts' },
  { name: 'public.person_key', holds: 'keys' },
  // Photos and papers, some of them in plain bytes. A row may have many megabytes.
  { name: 'public.case_file', holds: 'people', fetchRows: 2 },
  { name: 'public.command', holds: 'facts' },
  { name: 'public.journal_seal', holds: 'facts' },
  { name: 'public.inbox_item', holds: 'facts' },
  // What a mail server said of an address, and what somebody searched for.
  { name: 'public.message', holds: 'people' },
  { name: 'public.saved_filter', holds: 'people' },
  // Receivers check our signatures with it.
  { name: 'public.webhook_secret', holds: 'keys' },
  // E-mail addresses and password digests.
  { name: 'login.user', holds: 'people' },
  { name: 'login.account', holds: 'people' },
  { name: 'login.secret', holds: 'people' },
  { name: 'login.two_factor', holds: 'people' },
  { name: 'login.api_key', holds: 'people' },
];

/** Sessions and one-time links end with a restore: whoever stole a backup must not be signed in by it. Migrations are applied, not copied. */
export const leftTables: readonly string[] = [
  'public.schema_migration',
  'login.session',
  'login.verification',
  'login.attempt',
  'login.link',
  'login.provider_try',
];

/** Their last numbers go along, so that nothing is numbered twice. */
export const keptSequences: readonly string[] = ['public.case_number', 'public.journal_position_seq'];
