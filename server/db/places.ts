/** Where the embedded database keeps its files and its socket, given the folder it was asked to use. */

import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canEnter, ownerOf, run, type RunAs } from './run_as.ts';

/** Says in the asked folder that its data lies elsewhere, so that a later start never begins an empty database. */
const pointerFile = 'postgres_is_at.txt';

/** The folder where the data is already, or null on a first start. */
export function findCluster(folder: string): string | null {
  const inside = join(folder, 'postgres');
  if (existsSync(join(inside, 'PG_VERSION'))) return inside;
  const pointer = join(folder, pointerFile);
  if (!existsSync(pointer)) return null;
  const elsewhere = readFileSync(pointer, 'utf8').trim();
  if (!existsSync(join(elsewhere, 'PG_VERSION'))) {
    throw new Error(
      `${pointer} says that the data of this folder is in ${elsewhere}, and it is not there. ` +
        'Bring it back; or, to begin with an empty database, delete that file.',
    );
  }
  return elsewhere;
}

/** For a first start: inside the folder, unless the user whom root stepped down to cannot get there. */
export async function chooseCluster(folder: string, user: RunAs): Promise<string> {
  if (user.uid === undefined || (await canEnter(user, folder))) return join(folder, 'postgres');
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  for (const home of [`/var/lib/sanbao/${name}`, `/var/tmp/sanbao-${name}`]) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    const made = lstatSync(home);
    if (made.isDirectory() && made.uid === 0 && (made.mode & 0o022) === 0 && (await canEnter(user, home))) {
      return join(home, 'postgres');
    }
  }
  throw new Error(
    `The database cannot run as root, and the user it runs as instead cannot reach ${folder}. ` +
      'Choose a data folder outside of private home folders, or start Sanbao as an ordinary user.',
  );
}

export type Initdb = { readonly binaries: string; readonly owner: string; readonly sync: boolean };

/** A new database. It gets its name only when complete, so that a start killed halfway is no half database later. */
export async function createCluster(folder: string, cluster: string, user: RunAs, initdb: Initdb): Promise<void> {
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(fresh, user.uid, user.gid);
  // Without a UTF-8 locale, trigram search does not see Chinese letters.
  const args = ['-D', fresh, '-U', initdb.owner, '-E', 'UTF8', '--locale=C.UTF-8', '--auth-local=trust', '--auth-host=reject'];
  const ran = await run(user, join(initdb.binaries, 'initdb'), initdb.sync ? args : [...args, '--no-sync']);
  if (!ran.ok) throw new Error(`The new database in ${cluster} could not be made: ${ran.output}`);
  if (dirname(cluster) !== folder) writeFileSync(join(folder, pointerFile), `${cluster}\n`);
  renameSync(fresh, cluster);
  if (initdb.sync) syncFolder(dirname(cluster));
}

/** A short path, because a socket's name is limited to 107 bytes; only its owner, and root, can enter. */
export function prepareSocketFolder(cluster: string, user: RunAs): string {
  const name = `sanbao-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
  const temporary = Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir();
  const wanted = join(temporary, name);
  const folder = makeOwn(wanted, user) ? wanted : mkdtempSync(`${wanted}-`);
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}

// Anybody may have put a folder of that name into /tmp; then we take one with a name nobody could foresee.
function makeOwn(folder: string, user: RunAs): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch {
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === ownerOf(user) && (found.mode & 0o077) === 0;
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
