/** `sanbao start`: the server, until somebody stops it. */

import { isOrgId } from '../db/transaction.ts';
import { packNames } from '../pack/load.ts';
import { wrongUse } from './complaint.ts';
import { readPort } from './texts.ts';

type Options = {
  readonly port: string;
  readonly host: string;
  readonly data: string;
  readonly pack: string;
  readonly org?: string;
  readonly empty?: boolean;
  readonly demo: boolean;
};

export async function start(options: Options): Promise<void> {
  const port = readPort(options.port);
  const org = options.org ?? (options.empty ? 'main' : undefined);
  if (org !== undefined && !isOrgId(org))
    throw wrongUse(`--org ${org}: an organisation is named with small letters, digits, - and _, at most 40`);
  // A pack with a mistake is told here, before a database is made for it. Those that come with the program are sound.
  if (!(await packNames()).includes(options.pack)) await (await import('./explain.ts')).packFor(options.pack);
  const { startServer } = await import('../main.ts');
  await startServer({
    port,
    host: options.host,
    dataDir: options.data,
    databaseUrl: process.env['DATABASE_URL'],
    pack: options.pack,
    demo: options.demo && org === undefined,
    ...(org === undefined ? {} : { org }),
  });
}
