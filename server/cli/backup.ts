/** `sanbao backup`: everything that cannot be read off anything else, in one file, from a running system. */

import { createWriteStream, existsSync, fsyncSync, mkdirSync, openSync, closeSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { backUp, type BackedUp } from '../ops/back_up.ts';
import { Complaint, note, printJson, wrongUse } from './complaint.ts';
import { withHouse } from './open_house.ts';

type Options = { readonly data: string; readonly withoutKeys?: boolean; readonly json?: boolean };

export async function backup(place: string, options: Options): Promise<void> {
  const withKeys = options.withoutKeys !== true;
  if (place === '-') {
    if (options.json) throw wrongUse('--json prints on standard output, and so does `backup -`. Choose one.');
    // Closing a terminal's standard output is not ours to do.
    const out = new Writable({ write: (chunk: Buffer, _encoding, done) => void process.stdout.write(chunk, (error) => done(error)) });
    return withHouse(options.data, async (house) => tell('standard output', null, await backUp(house, out, { withKeys }), options));
  }
  await withHouse(options.data, async (house) => {
    const file = fileIn(place, new Date(house.now()));
    const made = await intoFile(file, (out) => backUp(house, out, { withKeys }));
    tell(file, statSync(file).size, made, options);
  });
}

/** In a folder, a file named after the moment; so that a nightly backup needs no script. */
function fileIn(place: string, now: Date): string {
  if (place.endsWith('/')) mkdirSync(place, { recursive: true, mode: 0o700 });
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true) return place;
  return join(place, `sanbao-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.backup.gz`);
}

/** The file has its name only when it is whole and on the disk; what is left of one that was killed ends in `.part`. */
async function intoFile(file: string, write: (out: Writable) => Promise<BackedUp>): Promise<BackedUp> {
  const part = `${file}.part`;
  if (existsSync(file))
    throw new Complaint(`${file} is there already. A backup never takes the place of another: choose another name, or a folder.`);
  const out = createWriteStream(part, { fd: openPart(part), flush: true });
  try {
    const made = await write(out);
    renameSync(part, file);
    syncFolder(dirname(file));
    return made;
  } catch (error) {
    out.destroy();
    rmSync(part, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new Complaint(`There is no room left for ${file}. No backup was made.`);
    throw error;
  }
}

/** For its owner alone: with the keys inside, it opens everybody's personal data. */
function openPart(part: string): number {
  try {
    return openSync(part, 'wx', 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new Complaint(
        `${part} is there: another backup is writing it, or one was interrupted. If none is running, remove it and try again.`,
      );
    throw wrongUse(code === 'ENOENT' ? `${dirname(part)}: there is no such folder` : `${part}: ${message}`);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function tell(where: string, bytes: number | null, made: BackedUp, { json, withoutKeys }: Options): void {
  const keys = withoutKeys !== true;
  const of = (table: string) => made.rows[table] ?? 0;
  if (json) return printJson({ file: where, bytes, keys, ...made });
  note(
    `Backed up ${of('public.journal')} facts, ${of('public.command')} answers, ${of('public.pack_text')} pack versions and ${of('login.user')} sign-in accounts of ${of('public.org')} organisations.`,
  );
  if (!keys) note('Without keys: nobody can read personal data in it or sign in with it, not even after a restore.');
  note(`${where}${bytes === null ? '' : ` (${bytes} bytes)`}  ${made.sha256}`);
  note(`Root: ${made.root}`);
}
