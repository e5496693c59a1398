/** Versions of the rules: the text as it is written, and the steps from a proposal to its activation. */

import { z } from 'zod';
import { code, text } from '../../core/base/shapes.ts';

const packFile = z
  .strictObject({
    path: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}\/[a-z0-9][a-z0-9_-]{0,59}\.yaml$/, { error: 'file_path' }).meta({ description: 'Folder of the pack and name of the file, such as grid/pack.yaml' }),
    text: z.string().max(1_000_001),
  })
  .meta({ id: 'PackFile' });

export const packFiles = z.array(packFile).min(1).max(50).refine(
  (files) => new Set(files.map(({ path }) => path.split('/')[0])).size === 1 && new Set(files.map(({ path }) => path)).size === files.length,
  { error: 'one_folder' },
).meta({ description: 'All files of one pack; examples.yaml among them is its example table' });

const remarks = text(1_000);

export const checkPack = z.strictObject({ files: packFiles }).meta({ id: 'CheckPack' });
export const tryPack = z.strictObject({ files: packFiles, since: z.iso.date() }).meta({ id: 'TryPack' });
export const proposePack = z.strictObject({ files: packFiles, remarks: remarks.optional() }).meta({ id: 'ProposePack' });
export const approvePack = z.strictObject({ remarks: remarks.optional() }).meta({ id: 'ApprovePack' });
export const returnPack = z.strictObject({ remarks }).meta({ id: 'ReturnPack' });
export const activatePack = z.strictObject({}).meta({ id: 'ActivatePack' });
export const takeOverCases = z.strictObject({}).meta({ id: 'TakeOverCases' });

const year = z.int().min(1970).max(2199);
export const readCalendar = z
  .strictObject({
    calendar: code.meta({ description: 'A calendar of the rules in force, whose days of these years are taken from the feed' }),
    first_year: year, last_year: year,
    text: z.string().min(1).max(1_000_000).optional().meta({ description: 'The feed itself (RFC 5545)' }),
    address: z.string().min(1).max(2_000).optional().meta({ description: 'Or where it is: an https address that is reached over the internet; the operator may allow inner ones' }),
  })
  .refine((given) => (given.text === undefined) !== (given.address === undefined), { error: 'text_or_address' })
  .refine((given) => given.first_year <= given.last_year && given.last_year - given.first_year < 10, { error: 'years' })
  .meta({ id: 'ReadCalendar' });
