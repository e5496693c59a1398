/** `sanbao restore`: an empty database from a backup, verified before it counts; or only a look whether a backup is whole. */

import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { bringBack, examine, NotEmpty, type BroughtBack, type Stage } from '../ops/bring_back.ts';
import { UnusableBackup } from '../ops/backup_file.ts';
import { Complaint, note, print, printJson, wrongUse } from './complaint.ts';
import { withHouse } from './open_house.ts';

type Options = { readonly data: string; readonly check?: boolean; readonly json?: boolean };

const stageWords: Readonly<Record<Stage, string>> = {
  filling: 'Filling the tables.',
  verifying: 'Verifying every chain.',
  reading: 'Reading the lists and promises off the facts.',
};

export async function restore(file: string, options: Options): Promise<void> {
  if (file !== '-' && statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw wrongUse(`${file}: there is no such file`);
  const input = file === '-' ? process.stdin : createReadStream(file);
  if (options.check) return look(input, options);
  const done = await withHouse(options.data, (house) => bringBack(house, input, (stage) => note(stageWords[stage])).catch(inWords));
  if (options.json) return printJson({ made_at: done.opening.made_at, root: done.opening.root, keys: done.opening.keys, ...told(done) });
  print(
    `Restored what stood at ${done.opening.made_at}: ${done.facts} facts in ${done.chains} chains, all verified, with the root they were backed up with.`,
  );
  print(`The lists were read again from ${done.streams} streams${done.differing?.length === 0 ? ' and are the same as they were' : ''}.`);
  if ((done.differing?.length ?? 0) > 0)
    note(
      `They read differently from when the backup was made, because this program reads them differently: ${done.differing!.join(', ')}.`,
    );
  if (done.parked > 0) note(`${done.parked} messages that were on their way are parked, so that nobody is written to twice.`);
  if (done.opening.keys) note('Everybody signs in anew. Whoever was erased after the backup was made is here again: erase them again.');
  else
    note(
      'The backup was made without keys: personal data cannot be read, and nobody can sign in until `sanbao user add` lets somebody in.',
    );
}

async function look(input: Readable, options: Options): Promise<void> {
  const { opening, rows } = await examine(input).catch(inWords);
  if (options.json) return printJson({ ok: true, ...opening, rows });
  print(
    `Whole: ${rows['public.journal'] ?? 0} facts as of ${opening.made_at}, by Sanbao ${opening.program}${opening.keys ? '' : ', without keys'}. Root: ${opening.root}`,
  );
}

function told({ rows, facts, chains, streams, parked, differing }: BroughtBack) {
  return { rows, facts, chains, streams, parked, differing };
}

function inWords(error: unknown): never {
  if (error instanceof UnusableBackup || error instanceof NotEmpty) throw new Complaint(error.message);
  throw error;
}
